package org.reelmill.library.rest;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.reelmill.account.Caller;
import org.reelmill.account.CurrentCaller;
import org.reelmill.account.SessionLogin;
import org.reelmill.library.Area;
import org.reelmill.library.Library;
import org.reelmill.library.LibraryRoot;
import org.reelmill.library.LibraryRoots;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Json;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.ServletRefusal;

/**
 * S0.7: {@code POST /settings} of old clients, which is a page of ours as well. What carries Faces' view state is meant for
 * the page. The settings are those of the first library.
 */
public class OldSettingsFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String VIEW_STATE = "jakarta.faces.ViewState";
    private static final String CSRF = "X-Reelmill-Csrf";

    @Inject
    private transient LibraryRoots roots;

    @Inject
    private transient Library library;

    @Inject
    private transient Policies policies;

    @Inject
    private transient CurrentCaller caller;

    @Inject
    private transient SessionLogin session;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!request.getMethod().equals("POST") || request.getParameter(VIEW_STATE) != null) {
            chain.doFilter(request, response);
            return;
        }
        ServletRefusal.orRefusal(response, () -> {
            requireToken(request);
            String action = request.getParameter("action");
            JsonObject answer = action == null || action.equals("get") ? get() : update(request);
            OldRoutesServlet.write(response, HttpServletResponse.SC_OK, "application/json", answer.toString());
        });
    }

    /** Posts to pages are let through by the filter before this one, because pages have a token of their own. */
    private void requireToken(HttpServletRequest request) {
        boolean bySession =
                caller.find().filter(it -> it.means() == Caller.Means.SESSION).isPresent();
        if (bySession && !session.csrfToken().equals(Optional.ofNullable(request.getHeader(CSRF)))) {
            throw new ForbiddenException(Sentence.plain("The header " + CSRF + " is missing."));
        }
    }

    private LibraryRoot first() {
        return roots.all().stream()
                .findFirst()
                .orElseThrow(() -> new ConflictException(Sentence.plain("There is no library")));
    }

    private JsonObject get() {
        LibraryRoot root = first();
        return Json.object()
                .add("source_path", root.folder().toString())
                .add("deleted_path", root.folder(Area.GARBAGE).toString())
                .add("allow_register", policies.current().isOn(Policy.ALLOW_REGISTER))
                .add("current_time", library.now())
                .build();
    }

    private JsonObject update(HttpServletRequest request) {
        String register = required(request, "allow_register");
        if (!Policy.ALLOW_REGISTER.accepts(register)) {
            throw new InvalidInputException("allow_register", "must be " + Policy.ALLOW_REGISTER.expected());
        }
        roots.relocate(first().name(), required(request, "source_path"), required(request, "deleted_path"));
        policies.change(Map.of(Policy.ALLOW_REGISTER, register), Map.of());
        return Json.object().add("message", "The settings were saved").build();
    }

    private static String required(HttpServletRequest request, String parameter) {
        return Optional.ofNullable(request.getParameter(parameter))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new InvalidInputException(parameter, "is needed"));
    }
}
