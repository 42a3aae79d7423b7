package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;

/** The rules as they are delivered (S0.5): anybody may register, and look. */
@ApplicationScoped
public class OpenRegistration implements RegistrationRules {

    @Override
    public boolean open() {
        return true;
    }

    @Override
    public Role initialRole() {
        return Role.VIEWER;
    }
}
