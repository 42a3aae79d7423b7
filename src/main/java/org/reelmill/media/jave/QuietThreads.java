package org.reelmill.media.jave;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.tinylog.Logger;

/**
 * Threads that stand behind everything else on the machine, as the processes of previews do (ADR 33). On Linux a thread has a
 * niceness of its own, which it cannot take back: so these are used for nothing else.
 */
final class QuietThreads implements AutoCloseable {

    private static final int NICEST = 19;

    private final ExecutorService threads = Executors.newCachedThreadPool(QuietThreads::thread);

    /** What we call of the C library of Linux. */
    private interface LinuxLibrary extends Library {

        /** {@code PRIO_PROCESS}, which on Linux means a thread; and as {@code who} the one that calls. */
        int THIS = 0;

        int setpriority(int which, int who, int niceness) throws LastErrorException;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(
                () -> {
                    standBehind();
                    work.run();
                },
                "preview");
        thread.setDaemon(true);
        return thread;
    }

    private static void standBehind() {
        if (Platform.isLinux()) {
            try {
                Native.load("c", LinuxLibrary.class).setpriority(LinuxLibrary.THIS, LinuxLibrary.THIS, NICEST);
            } catch (LastErrorException | UnsatisfiedLinkError e) {
                Logger.debug(e, "A thread could not be put behind others");
            }
        }
    }

    /** Does some work and waits for it. @throws MediaException STOPPED */
    <T> T call(Callable<T> work) throws IOException, MediaException {
        try {
            Future<T> result = threads.submit(work);
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MediaException(Kind.STOPPED, "it was interrupted", e);
        } catch (RejectedExecutionException e) {
            throw new MediaException(Kind.STOPPED, "the server stops", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
