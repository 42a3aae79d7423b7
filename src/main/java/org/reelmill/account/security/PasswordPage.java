package org.reelmill.account.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Where people are sent whose password was chosen by somebody else. */
final class PasswordPage {

    static final String PATH = "/password";

    private static final Set<String> ALLOWED = Set.of(PATH, "/login", "/logout");

    private PasswordPage() {}

    static boolean isAllowedBefore(HttpServletRequest request) {
        return ALLOWED.contains(RequestPath.of(request)) || RequestKind.isStatic(request);
    }
}
