package org.reelmill.account.view;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import org.omnifaces.cdi.Param;
import org.omnifaces.cdi.ViewScoped;
import org.reelmill.account.Account;
import org.reelmill.account.AccountFilter;
import org.reelmill.account.AccountOrder;
import org.reelmill.account.Accounts;
import org.reelmill.account.Role;
import org.reelmill.shared.view.Choice;
import org.reelmill.shared.view.PageMessages;
import org.reelmill.shared.view.PageTable;

/** The list of accounts, and the dialog for a new one. */
@Named
@ViewScoped
public class UsersBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Accounts accounts;
    private final PageTable<Account> table;

    private String text;
    private Role role;
    private Boolean disabled;

    private String username;
    private String password;
    private Role newRole = Role.VIEWER;

    /** For CDI's proxy. */
    protected UsersBacking() {
        this(null, null, null, null);
    }

    /** @param text with those behind it: what the list shows at first */
    @Inject
    public UsersBacking(
            Accounts accounts,
            @Param(name = "text") String text,
            @Param(name = "role") String role,
            @Param(name = "disabled") String disabled) {
        this.text = text;
        this.role = Choice.named(Role.values(), role);
        this.disabled = disabled == null || disabled.isEmpty() ? null : Boolean.valueOf(disabled);
        this.accounts = accounts;
        this.table = new PageTable<>(
                (offset, limit, sorting) -> accounts.page(filter(), order(sorting), offset, limit),
                account -> account.id().toString());
    }

    /** Makes the account; its owner has to change the password at the first sign-in. */
    public void add() {
        if (PageMessages.attempt("add", () -> accounts.create(username, password, newRole))) {
            PageMessages.info("account.users.added", username.strip());
            username = null;
        }
    }

    public PageTable<Account> getTable() {
        return table;
    }

    public Role[] getRoles() {
        return Role.values();
    }

    private AccountFilter filter() {
        return new AccountFilter(
                Optional.ofNullable(text).filter(it -> !it.isBlank()),
                Optional.ofNullable(role),
                Optional.ofNullable(disabled));
    }

    private static AccountOrder order(PageTable.Sorting sorting) {
        return sorting.column().isEmpty()
                ? AccountOrder.USUAL
                : new AccountOrder(
                        AccountOrder.By.valueOf(sorting.column().toUpperCase(Locale.ROOT)), sorting.descending());
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    /** Null: of all roles. */
    public Role getRole() {
        return role;
    }

    public void setRole(Role role) {
        this.role = role;
    }

    /** Null: both. */
    public Boolean getDisabled() {
        return disabled;
    }

    public void setDisabled(Boolean disabled) {
        this.disabled = disabled;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    /** Never sent back to the browser. */
    public String getPassword() {
        return "";
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public Role getNewRole() {
        return newRole;
    }

    public void setNewRole(Role newRole) {
        this.newRole = newRole;
    }
}
