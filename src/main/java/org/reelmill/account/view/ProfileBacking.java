package org.reelmill.account.view;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.omnifaces.cdi.ViewScoped;
import org.omnifaces.util.Faces;
import org.reelmill.account.ApiToken;
import org.reelmill.account.ApiTokens;
import org.reelmill.account.CurrentCaller;
import org.reelmill.account.OwnAccount;
import org.reelmill.account.Preferences;
import org.reelmill.account.Role;
import org.reelmill.shared.view.PageMessages;
import org.reelmill.shared.view.PageTable;

/** One's own account: tokens, language and colours. The password has a page of its own. */
@Named
@ViewScoped
public class ProfileBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What people may choose, in days. */
    private static final List<Integer> LIVES = List.of(7, 30, 90, 365);

    private final ApiTokens tokens;
    private final OwnAccount own;
    private final CurrentCaller caller;
    private final PageTable<ApiToken> tokenTable;

    private Preferences.Language language;
    private Preferences.Theme theme;

    private String name;
    private Role role;
    private String clientId;
    private int days = 90;
    private String secret;

    /** For CDI's proxy. */
    protected ProfileBacking() {
        this(null, null, null);
    }

    @Inject
    public ProfileBacking(ApiTokens tokens, OwnAccount own, CurrentCaller caller) {
        this.tokens = tokens;
        this.own = own;
        this.caller = caller;
        this.tokenTable = new PageTable<>(
                (offset, limit, sorting) -> tokens.page(caller.get().accountId(), offset, limit),
                token -> token.id().toString());
    }

    public void open() {
        language = caller.get().preferences().language();
        theme = caller.get().preferences().theme();
        role = caller.get().role();
    }

    /** Takes effect with the next page, which is this one again. */
    public void prefer() {
        own.prefer(caller.get(), new Preferences(language, theme));
        language.locale().ifPresent(Faces::setLocale);
        PageMessages.info("account.profile.preferred");
        PageMessages.keep();
        Navigation.redirect("/profile");
    }

    /** Makes a token and shows its secret for the only time. */
    public void issue() {
        secret = null;
        PageMessages.attempt("token", () -> {
            ApiTokens.Wish wish = new ApiTokens.Wish(
                    name,
                    role,
                    Optional.ofNullable(clientId).map(String::strip).filter(it -> !it.isEmpty()),
                    tokens.endsAfter(Duration.ofDays(days)));
            secret = tokens.issue(caller.get(), wish).secret();
            name = null;
            clientId = null;
        });
    }

    public void revoke(long token) {
        secret = null;
        if (PageMessages.attempt("", () -> tokens.revoke(caller.get(), token))) {
            PageMessages.info("account.tokens.revoked");
        }
    }

    /** Of the token that was just made; gone with the next click. */
    public String getSecret() {
        return secret;
    }

    public PageTable<ApiToken> getTokenTable() {
        return tokenTable;
    }

    /** The roles that a token of mine may have. */
    public List<Role> getRoles() {
        return Stream.of(Role.values()).filter(caller.get().role()::covers).toList();
    }

    public List<Integer> getLives() {
        return LIVES;
    }

    public Preferences.Language[] getLanguages() {
        return Preferences.Language.values();
    }

    public Preferences.Theme[] getThemes() {
        return Preferences.Theme.values();
    }

    public Preferences.Language getLanguage() {
        return language;
    }

    public void setLanguage(Preferences.Language language) {
        this.language = language;
    }

    public Preferences.Theme getTheme() {
        return theme;
    }

    public void setTheme(Preferences.Theme theme) {
        this.theme = theme;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public Role getRole() {
        return role;
    }

    public void setRole(Role role) {
        this.role = role;
    }

    public String getClientId() {
        return clientId;
    }

    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    public int getDays() {
        return days;
    }

    public void setDays(int days) {
        this.days = days;
    }
}
