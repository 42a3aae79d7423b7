package org.reelmill.shared;

import java.util.UUID;
import org.tinylog.ThreadContext;

/** Names the film job in every line that this thread logs, until it is closed. */
public final class LogContext implements AutoCloseable {

    private static final String JOB = "job";

    private final String before;

    private LogContext(String before) {
        this.before = before;
    }

    public static LogContext ofJob(UUID job) {
        LogContext context = new LogContext(ThreadContext.get(JOB));
        ThreadContext.put(JOB, job.toString());
        return context;
    }

    /** A thread inherits the context of the one that made it; work of its own begins without. */
    public static Runnable without(Runnable work) {
        return () -> {
            ThreadContext.clear();
            work.run();
        };
    }

    @Override
    public void close() {
        if (before == null) {
            ThreadContext.remove(JOB);
        } else {
            ThreadContext.put(JOB, before);
        }
    }
}
