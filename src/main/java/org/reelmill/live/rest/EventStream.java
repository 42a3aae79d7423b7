package org.reelmill.live.rest;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.reelmill.live.EventTail;
import org.reelmill.live.LiveEvent;
import org.reelmill.live.LiveListener;
import org.reelmill.live.Position;
import org.tinylog.Logger;

/** One program that listens. Written only when its connection takes more; one that does not keep up is let go. */
final class EventStream implements LiveListener, WriteListener, AsyncListener {

    static final String TYPE = "text/event-stream";

    private static final int MOST_WAITING = 20_000;

    /** The program comes again then, and is asked who it is and what it may. */
    private static final Duration LIFE = Duration.ofMinutes(10);

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final AsyncContext context;
    private final EventView view;
    private final Clock clock;
    private final Instant opened;
    private final ServletOutputStream out;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private Instant spoke;
    private Position known;
    private boolean unflushed;
    private boolean ended;

    EventStream(AsyncContext context, EventView view, Clock clock) throws IOException {
        this.context = context;
        this.view = view;
        this.clock = clock;
        this.opened = clock.instant();
        this.spoke = opened;
        this.out = context.getResponse().getOutputStream();
    }

    /** Answers with what happens from now on, and with what the other end has missed. */
    static void open(
            HttpServletRequest request, HttpServletResponse response, EventView view, EventTail tail, Clock clock)
            throws IOException {
        response.setContentType(TYPE);
        response.setCharacterEncoding("UTF-8");
        // proxies would wait for the end
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        EventStream stream = new EventStream(context, view, clock);
        stream.start();
        tail.listen(stream, known(request));
    }

    /** What was never an id of ours is none. */
    private static Optional<Position> known(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Last-Event-ID"))
                .or(() -> Optional.ofNullable(request.getParameter("after")))
                .flatMap(Position::parse);
    }

    /** To be called in the request's own thread. */
    private void start() {
        context.addListener(this);
        synchronized (waiting) {
            waiting.add(bytes("retry: 2000\n\n"));
        }
        out.setWriteListener(this);
    }

    @Override
    public void happened(List<LiveEvent> events) {
        StringBuilder text = new StringBuilder();
        known = events.get(events.size() - 1).position();
        events.stream().filter(view::wants).forEach(event -> text.append("id: ")
                .append(event.position())
                .append("\nevent: ")
                .append(view.name(event))
                .append("\ndata: ")
                .append(view.data(event))
                .append("\n\n"));
        say(text.toString());
    }

    @Override
    public void missed() {
        say("event: missed\ndata: {}\n\n");
    }

    @Override
    public boolean beat() {
        Instant now = clock.instant();
        if (opened.plus(LIFE).isBefore(now)) {
            end();
        } else if (spoke.plus(HEARTBEAT).isBefore(now)) {
            // also how far he is, whose filter has kept everything from him
            say((known == null ? "" : "id: " + known + "\n") + ": still here\n\n");
        }
        synchronized (waiting) {
            return !ended;
        }
    }

    private void say(String text) {
        if (text.isEmpty()) {
            return;
        }
        synchronized (waiting) {
            spoke = clock.instant();
            waiting.add(bytes(text));
            if (waiting.size() > MOST_WAITING) {
                Logger.info("Somebody who listens to events does not keep up and is let go");
                end();
            }
        }
        write();
    }

    @Override
    public void onWritePossible() {
        write();
    }

    private void write() {
        synchronized (waiting) {
            try {
                while (!ended && out.isReady()) {
                    byte[] next = waiting.poll();
                    if (next != null) {
                        out.write(next);
                        unflushed = true;
                    } else if (unflushed) {
                        unflushed = false;
                        out.flush();
                    } else {
                        return;
                    }
                }
            } catch (IOException | IllegalStateException e) {
                onError(e);
            }
        }
    }

    /** The other end went away. */
    @Override
    public void onError(Throwable cause) {
        Logger.debug("Somebody who listened to events is gone: {}", cause.toString());
        end();
    }

    private void end() {
        synchronized (waiting) {
            if (!ended) {
                ended = true;
                waiting.clear();
                try {
                    context.complete();
                } catch (IllegalStateException e) {
                    Logger.debug("A stream of events was completed already");
                }
            }
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        synchronized (waiting) {
            ended = true;
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // this one goes on
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
