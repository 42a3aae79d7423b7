package org.reelmill.still.rest;

import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonStructure;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.reelmill.account.Caller;
import org.reelmill.account.CurrentCaller;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Json;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Page;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.ServletRefusal;
import org.reelmill.shared.Stretch;
import org.reelmill.still.StillStatus;
import org.tinylog.Logger;

/** What the routes of S1 have in common. Every error is JSON with a member {@code error} (S1.11, D1.4). */
abstract class StillServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** How a program says that it does not want to wait (RFC 7240); a parameter of this name does as well. */
    private static final String ASYNC = "respond-async";

    private static final int BUFFER = 1 << 16;

    /** Bytes. */
    private static final long MOST_PASSED_OVER = 8L << 20;

    @Inject
    private transient CurrentCaller caller;

    /** A route. */
    @FunctionalInterface
    interface Route {
        void answer() throws IOException;
    }

    final void orRefusal(HttpServletRequest request, HttpServletResponse response, Route route) throws IOException {
        try {
            route.answer();
        } catch (RuntimeException e) {
            passOver(request);
            ServletRefusal.of(e)
                    .orElseGet(() -> ServletRefusal.ofFault(request.getMethod() + " " + request.getRequestURI(), e))
                    .write(response);
        }
    }

    /**
     * The rest of what was sent, up to a limit: many clients listen to no answer before they have sent all, and over HTTP/2 the
     * server itself would wait for somebody to read it.
     */
    private static void passOver(HttpServletRequest request) throws IOException {
        InputStream body = request.getInputStream();
        byte[] buffer = new byte[BUFFER];
        long left = MOST_PASSED_OVER;
        try {
            for (int read = body.read(buffer); read >= 0 && left > 0; read = body.read(buffer)) {
                left -= read;
            }
        } catch (IOException e) {
            Logger.debug("Whoever sent it is gone: {}", e.toString());
        }
    }

    final Caller caller() {
        return caller.get();
    }

    static void requireUpload(HttpServletRequest request) {
        if (!request.isUserInRole(Rights.UPLOAD)) {
            throw ForbiddenException.byRole();
        }
    }

    /** The numbers behind the route, of which there must be so many. @throws NotFoundException there are others */
    static long[] numbers(HttpServletRequest request, int count) {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        if (!path.matches("(/[0-9]{1,18}){" + count + "}")) {
            throw new NotFoundException(Sentence.plain("There is nothing at this address"));
        }
        long[] numbers = new long[count];
        String[] texts = path.split("/");
        for (int i = 0; i < count; i++) {
            // before the first stroke there is nothing
            numbers[i] = Long.parseLong(texts[i + 1]);
        }
        return numbers;
    }

    /** S1.17: whether whoever asks does not want to wait. */
    static boolean isAsync(HttpServletRequest request) {
        String prefer = request.getHeader("Prefer");
        return prefer != null && prefer.toLowerCase(Locale.ROOT).contains(ASYNC)
                || request.getQueryString() != null
                        && request.getQueryString().matches("(.*&)?async(=(1|true))?(&.*)?");
    }

    /** S1: 201 with the job, or 500 with it when it failed; 202 when somebody does it afterwards. */
    static void created(HttpServletResponse response, StillStatus status, String address, JsonObjectBuilder job)
            throws IOException {
        response.setHeader("Location", address);
        if (status == StillStatus.FAILED) {
            write(response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, job.build());
        } else if (status == StillStatus.COMPLETED) {
            write(response, HttpServletResponse.SC_CREATED, job.build());
        } else {
            response.setHeader("Preference-Applied", ASYNC);
            write(response, HttpServletResponse.SC_ACCEPTED, job.build());
        }
    }

    /** A stretch of a list. */
    @FunctionalInterface
    interface Stretched<T> {
        Page<T> page(int offset, int limit);
    }

    /** A plain array, as S1 has it; how many there are in all stands in a header. */
    static <T> void list(
            HttpServletRequest request,
            HttpServletResponse response,
            Stretched<T> list,
            Function<T, JsonObjectBuilder> form)
            throws IOException {
        int offset = number(request, "offset", 0);
        int limit = number(request, "limit", Stretch.MAX_LIMIT);
        Stretch.check(offset, limit);
        Page<T> page = list.page(offset, limit);
        JsonArrayBuilder rows = Json.array();
        page.rows().forEach(row -> rows.add(form.apply(row)));
        response.setHeader("X-Total-Count", String.valueOf(page.total()));
        write(response, HttpServletResponse.SC_OK, rows.build());
    }

    static int number(HttpServletRequest request, String parameter, int otherwise) {
        String text = request.getParameter(parameter);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new InvalidInputException(parameter, Sentence.plain("must be a whole number"));
        }
        return Integer.parseInt(text);
    }

    static void write(HttpServletResponse response, int status, JsonStructure json) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.getOutputStream().write(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
