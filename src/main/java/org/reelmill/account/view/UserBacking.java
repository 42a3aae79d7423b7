package org.reelmill.account.view;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serializable;
import java.util.Optional;
import org.omnifaces.cdi.Param;
import org.omnifaces.cdi.ViewScoped;
import org.omnifaces.util.Faces;
import org.reelmill.account.Account;
import org.reelmill.account.Accounts;
import org.reelmill.account.ApiToken;
import org.reelmill.account.ApiTokens;
import org.reelmill.account.CurrentCaller;
import org.reelmill.account.Role;
import org.reelmill.shared.view.PageMessages;
import org.reelmill.shared.view.PageTable;

/** One account, as an administrator sees it. */
@Named
@ViewScoped
public class UserBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Accounts accounts;
    private final ApiTokens tokens;
    private final CurrentCaller caller;
    private final Long id;
    private final PageTable<ApiToken> tokenTable;

    private Role role;
    private String password;

    /** For CDI's proxy. */
    protected UserBacking() {
        this(null, null, null, null);
    }

    /** @param path what follows {@code /users/} in the address */
    @Inject
    public UserBacking(Accounts accounts, ApiTokens tokens, CurrentCaller caller, @Param(pathIndex = 0) String path) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.caller = caller;
        this.id = parse(path);
        this.tokenTable =
                new PageTable<>((offset, limit, sorting) -> tokens.page(id, offset, limit), token -> token.id()
                        .toString());
    }

    /** Whether it is the page of one account, and not the list. */
    public boolean isOne() {
        return Faces.getRequestPathInfo() != null;
    }

    /** The answer is 404 when there is no such account. */
    public void open() {
        Optional<Account> found = find();
        if (found.isEmpty()) {
            Faces.responseSendError(HttpServletResponse.SC_NOT_FOUND, "");
        } else {
            role = found.get().role();
        }
    }

    public void changeRole() {
        if (PageMessages.attempt("change", () -> accounts.changeRole(id, role))) {
            PageMessages.info("account.user.roleChanged");
        } else {
            role = getAccount().role();
        }
    }

    public void disable() {
        if (PageMessages.attempt("", () -> accounts.disable(id, true))) {
            PageMessages.info("account.user.disabled");
        }
    }

    public void enable() {
        if (PageMessages.attempt("", () -> accounts.disable(id, false))) {
            PageMessages.info("account.user.enabled");
        }
    }

    public void resetPassword() {
        if (PageMessages.attempt("reset", () -> accounts.resetPassword(id, password))) {
            PageMessages.info("account.user.passwordReset");
        }
    }

    public void revoke(long token) {
        if (PageMessages.attempt("", () -> tokens.revoke(caller.get(), token))) {
            PageMessages.info("account.tokens.revoked");
        }
    }

    public Account getAccount() {
        return find().orElse(null);
    }

    public PageTable<ApiToken> getTokenTable() {
        return tokenTable;
    }

    private Optional<Account> find() {
        return id == null ? Optional.empty() : accounts.find(id);
    }

    private static Long parse(String path) {
        try {
            return path == null ? null : Long.valueOf(path);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    public Role getRole() {
        return role;
    }

    public void setRole(Role role) {
        this.role = role;
    }

    /** Never sent back to the browser. */
    public String getPassword() {
        return "";
    }

    public void setPassword(String password) {
        this.password = password;
    }
}
