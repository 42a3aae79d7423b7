package org.reelmill.account.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.reelmill.account.Caller;
import org.reelmill.account.RandomSecret;
import org.reelmill.shared.Problem;

/**
 * Lets no other site change anything with a visitor's session. A change by session must carry the session's token as a
 * header, which another site can neither read nor send; posts to pages carry Faces' own token in the view state. And no
 * change at all is taken that a browser says comes from another site: this covers the sign-in itself.
 */
public class CsrfFilter extends HttpFilter {

    static final String HEADER = "X-Reelmill-Csrf";

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (RequestKind.changesState(request) && (fromOtherSite(request) || lacksToken(request))) {
            ProblemResponse.write(
                    response,
                    new Problem(
                            HttpServletResponse.SC_FORBIDDEN,
                            "Forbidden",
                            "This change does not come from a page of this server: the header " + HEADER
                                    + " is missing."));
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean fromOtherSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return "cross-site".equals(site) || "same-site".equals(site);
    }

    private static boolean lacksToken(HttpServletRequest request) {
        boolean bySession = RequestCaller.of(request)
                .filter(caller -> caller.means() == Caller.Means.SESSION)
                .isPresent();
        return bySession && !FacesMapping.isPage(request) && !carriesToken(request);
    }

    private static boolean carriesToken(HttpServletRequest request) {
        Optional<String> expected = Sessions.csrfToken(request);
        String sent = request.getHeader(HEADER);
        return sent != null
                && expected.filter(it -> RandomSecret.same(it, sent)).isPresent();
    }
}
