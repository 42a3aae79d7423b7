package org.reelmill.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.reelmill.settings.Configuration;
import org.tinylog.Logger;

/**
 * Tells the address when somebody who opens it sees a page. Both servers answer requests only after the application has started,
 * and need some seconds more for the first page: until then a browser would show an error.
 */
final class ReadyLine implements Runnable {

    private static final Duration ONE_TRY = Duration.ofSeconds(60);
    private static final int TRIES = 240;
    private static final int OK = 200;
    private static final int PAUSE_MILLIS = 500;

    private final URI address;
    private final Path home;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private ReadyLine(URI address, Path home) {
        this.address = address;
        this.home = home;
    }

    /** Waits beside the start of the server. @return what ends the wait */
    static ReadyLine await(Configuration configuration) {
        ReadyLine line =
                new ReadyLine(address(configuration), configuration.home().path());
        Thread thread = new Thread(line, "ready-line");
        thread.setDaemon(true);
        thread.start();
        return line;
    }

    /** A server that listens on all addresses is asked on its own machine. */
    private static URI address(Configuration configuration) {
        String host = configuration.httpAddress().equals("0.0.0.0") ? "127.0.0.1" : configuration.httpAddress();
        return URI.create("http://" + host + ":" + configuration.httpPort() + "/");
    }

    void stop() {
        stopping.countDown();
    }

    @Override
    public void run() {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        // as a browser asks: a program would be told to sign in
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "text/html")
                .timeout(ONE_TRY)
                .build();
        try {
            for (int left = TRIES; left > 0 && !stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS); left--) {
                if (answers(client, request)) {
                    Logger.info("Reelmill is ready at {} with its home in {}", address, home);
                    return;
                }
            }
            if (stopping.getCount() > 0) {
                Logger.warn(
                        "Reelmill has started, but shows no page at {}. If the server listens on another port, set"
                                + " REELMILL_HTTP_PORT to that",
                        address);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
            return answer.statusCode() == OK;
        } catch (IOException e) {
            // not yet
            return false;
        }
    }
}
