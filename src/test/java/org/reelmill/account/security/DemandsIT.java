package org.reelmill.account.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reelmill.account.AccountFilter;
import org.reelmill.account.AccountOrder;
import org.reelmill.account.Accounts;
import org.reelmill.account.Audit;
import org.reelmill.account.AuditFilter;
import org.reelmill.account.Caller;
import org.reelmill.account.Preferences;
import org.reelmill.account.Role;
import org.reelmill.pipeline.OutputSettings;
import org.reelmill.pipeline.Outputs;
import org.reelmill.settings.Folders;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.testing.ReelmillIT;

/** Services ask for rights themselves, whichever page or resource forgot to. */
class DemandsIT extends ReelmillIT {

    @Inject
    private HttpServletRequest request;

    @Inject
    private Accounts accounts;

    @Inject
    private Audit audit;

    @Inject
    private Policies policies;

    @Inject
    private Outputs outputs;

    @Inject
    private Folders folders;

    @AfterEach
    void forget() {
        request.removeAttribute(Caller.class.getName());
    }

    @Test
    void refuseWhoLacksTheRight() {
        as(Role.OPERATOR);

        refused(() -> accounts.page(AccountFilter.all(), AccountOrder.USUAL, 0, 1));
        refused(() -> accounts.changeRole(1, Role.ADMIN));
        refused(() -> audit.page(AuditFilter.all(), 0, 1));
        refused(() -> policies.set(Policy.SETTLE_SECONDS.key(), "5"));
        refused(() -> policies.undo(1));
        refused(() -> folders.mark("home"));
        as(Role.USER);
        refused(() -> outputs.add(OutputSettings.usual(320, 180)));
        refused(() -> outputs.remove(-1));
    }

    @Test
    void obeyWhoHasTheRightAndTheProductItself() {
        as(Role.ADMIN);
        assertThat(audit.page(AuditFilter.all(), 0, 1).offset()).isZero();

        forget();
        assertThat(audit.page(AuditFilter.all(), 0, 1).offset()).isZero();
    }

    private void as(Role role) {
        RequestCaller.remember(
                request,
                new Caller(1, "somebody", role, Caller.Means.SESSION, Optional.empty(), false, Preferences.USUAL));
    }

    private static void refused(Runnable act) {
        assertThatThrownBy(act::run).isInstanceOf(ForbiddenException.class);
    }
}
