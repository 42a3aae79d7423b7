package org.reelmill.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A client of the tus protocol that is not ours, {@code tus-js-client} on Node, sends a large file while its connection breaks three
 * times and the server is killed and started again. Fails when what arrives is another file. Needs {@code node} and {@code npm}, which
 * fetches the client once.
 */
final class UploadsBenchmark {

    private static final int HEAP = 256;
    private static final String CLIENT = "tus-js-client@4.3.1";
    private static final int MIB = 1 << 20;

    /**
     * As its documentation shows how it is used, with pauses that are long enough for a server that starts. Until its application is
     * there Payara knows no address: the client takes that for the end of its upload and begins another one. It gets the one that it
     * had, because it says what the file is.
     */
    private static final String SEND =
            """
            const fs = require('fs');
            const tus = require('tus-js-client');
            const path = process.env.UPLOAD_FILE;
            const reasons = {};
            new tus.Upload(fs.createReadStream(path), {
              endpoint: process.env.UPLOAD_ENDPOINT,
              headers: { Authorization: process.env.UPLOAD_AUTHORIZATION },
              uploadSize: fs.statSync(path).size,
              metadata: { filename: 'upload.mp4', sha256: process.env.UPLOAD_SHA256 },
              retryDelays: Array(60).fill(2000),
              onShouldRetry: (error) => {
                const reason = error.message.split(', request')[0].replace(/, originated.*response code: /, ': ').replace(/, response.*| at offset|\\d{6,}/g, '');
                reasons[reason] = (reasons[reason] || 0) + 1;
                const status = error.originalResponse ? error.originalResponse.getStatus() : 0;
                return status < 400 || status >= 500 || [404, 409].includes(status);
              },
              onError: (error) => { console.error(String(error)); process.exit(1); },
              onSuccess: () => console.log('The client tried again after ' + JSON.stringify(reasons)),
            }).start();
            """;

    private final Server.Parts parts;
    private final Path folder;
    private final int megabytes;

    UploadsBenchmark(Server.Parts parts, Path folder, int megabytes) throws IOException {
        this.parts = parts;
        this.folder = Files.createDirectories(folder.resolve("uploads")).toAbsolutePath();
        this.megabytes = megabytes;
    }

    void run() throws IOException, InterruptedException {
        Path client = client();
        Path file = file();
        long bytes = Files.size(file);
        Server server = Server.start(parts, folder.resolve("server"), HEAP, Map.of());
        try (BreakingProxy proxy = new BreakingProxy(server.port(), List.of(bytes / 8, bytes * 3 / 8, bytes * 7 / 8))) {
            long start = System.nanoTime();
            Process sending = send(client, file, proxy.port(), server.api().authorization());
            while (proxy.sent() < bytes * 5 / 8 && sending.isAlive()) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            long before = server.heapPeak();
            server = server.killedAndStarted(parts, HEAP, Map.of());
            if (sending.waitFor() != 0) {
                throw new BenchException("The client gave up, see " + client.resolve("client.log"));
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            long difference = Files.mismatch(file, server.home().resolve("work/source/upload.mp4"));
            if (difference >= 0) {
                throw new BenchException("What has arrived is another file from byte " + difference + " on");
            }
            Report.print("%n%d MiB by %s, equal in all bytes", megabytes, CLIENT);
            Report.print("%s", Files.readString(client.resolve("client.log")).strip());
            Report.print(
                    "%d breaks to come, %d s with the server's start, %.1f MiB sent for %d",
                    proxy.breaksToCome(), seconds, (double) proxy.sent() / MIB, megabytes);
            Report.print(
                    "Heap of the server: at most %d and, started again, %d of %d MiB in use, garbage included",
                    before, server.heapPeak(), HEAP);
        } finally {
            server.close();
        }
    }

    private Path client() throws IOException, InterruptedException {
        Path client = Files.createDirectories(folder.resolve("client"));
        if (!Files.exists(client.resolve("node_modules"))) {
            Process npm = new ProcessBuilder(
                            "npm", "install", "--no-audit", "--no-fund", "--prefix", client.toString(), CLIENT)
                    .redirectErrorStream(true)
                    .redirectOutput(client.resolve("npm.log").toFile())
                    .start();
            if (npm.waitFor() != 0) {
                throw new BenchException("The client cannot be fetched, see " + client.resolve("npm.log"));
            }
        }
        Files.writeString(client.resolve("send.js"), SEND);
        return client;
    }

    private static Process send(Path client, Path file, int port, String authorization) throws IOException {
        ProcessBuilder node = new ProcessBuilder(
                        "node", client.resolve("send.js").toString())
                .redirectErrorStream(true)
                .redirectOutput(client.resolve("client.log").toFile());
        node.environment()
                .putAll(Map.of(
                        "UPLOAD_FILE",
                        file.toString(),
                        "UPLOAD_SHA256",
                        sha256(file),
                        "UPLOAD_ENDPOINT",
                        "http://127.0.0.1:" + port + "/api/v1/uploads",
                        "UPLOAD_AUTHORIZATION",
                        authorization));
        return node.start();
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] piece = new byte[MIB];
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                    digest.update(piece, 0, read);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Bytes that nothing makes smaller, and of which each place has its own. */
    private Path file() throws IOException {
        Path file = folder.resolve("upload-" + megabytes + ".mp4");
        if (!Files.exists(file)) {
            Random random = new Random(megabytes);
            byte[] piece = new byte[MIB];
            try (OutputStream out = Files.newOutputStream(file)) {
                for (int i = 0; i < megabytes; i++) {
                    random.nextBytes(piece);
                    out.write(piece);
                }
            }
        }
        return file;
    }
}
