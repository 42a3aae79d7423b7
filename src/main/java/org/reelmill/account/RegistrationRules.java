package org.reelmill.account;

/** Who may make himself an account, once there is an administrator. */
public interface RegistrationRules {

    /** Whether anybody may register. */
    boolean open();

    /** What such an account may do until an administrator raises it. */
    Role initialRole();
}
