package org.reelmill.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between a client and a server, hands bytes on, and breaks the connection in the middle. */
final class BreakingProxy implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int server;
    private final Deque<Long> breaks;
    private long sent;

    /** @param breaks after so many bytes of all that clients have sent the connection breaks that sends them, in rising order */
    BreakingProxy(int server, List<Long> breaks) throws IOException {
        this.server = server;
        this.breaks = new ArrayDeque<>(breaks);
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Bytes that clients have sent. */
    synchronized long sent() {
        return sent;
    }

    /** Breaks that are still to come. */
    synchronized int breaksToCome() {
        return breaks.size();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                threads.execute(() -> handOn(client));
            }
        } catch (IOException e) {
            // closed: nobody is expected any more
            threads.shutdown();
        }
    }

    private void handOn(Socket client) {
        try {
            Socket target = new Socket(InetAddress.getLoopbackAddress(), server);
            threads.execute(() -> pump(target, client, false));
            pump(client, target, true);
        } catch (IOException e) {
            // nobody listens there now: the client finds its connection broken
            end(client);
        }
    }

    private void pump(Socket from, Socket to, boolean counted) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0 && !(counted && breaksAfter(read)); read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // one side has ended: so does the other
            end(from);
        }
    }

    private synchronized boolean breaksAfter(int bytes) {
        sent += bytes;
        boolean breaks = !this.breaks.isEmpty() && sent >= this.breaks.peek();
        if (breaks) {
            this.breaks.remove();
        }
        return breaks;
    }

    private static void end(Closeable connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new BenchException("A connection cannot be closed: " + e);
        }
    }
}
