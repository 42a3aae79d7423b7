package org.reelmill.cli;

import jakarta.json.JsonObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** Sends and fetches files; what breaks off is gone on with, as long as the server answers. */
final class Transfers {

    private static final int BUFFER = 1 << 18;

    /** So often in a row a transfer may break off without a byte more. */
    private static final int MOST_VAIN = 4;

    private final Console console;

    Transfers(Console console) {
        this.console = console;
    }

    /**
     * Sends the file of an item, from where the server has it on.
     *
     * @param item as the server told it last
     * @return the item afterwards
     * @throws UnreachableException the server is away
     */
    JsonObject upload(Api api, String client, JsonObject item, Path file) {
        JsonObject now = item;
        String id = now.getString("item_id");
        int vain = 0;
        while (!now.getBoolean("uploaded", false) && now.getString("status").equals("to_do")) {
            long offset = JsonText.number(now, "received_bytes").orElse(0);
            try {
                now = upload(api, client, id, file, offset);
            } catch (UnreachableException | BusyException e) {
                // busy: the server may not have noticed yet that the connection before is gone
                JsonObject after = Items.show(api, client, id);
                vain = JsonText.number(after, "received_bytes").orElse(0) > offset ? 0 : vain + 1;
                if (vain >= MOST_VAIN) {
                    throw new UnreachableException(e.getMessage(), e);
                }
                now = after;
                pause(vain);
            }
        }
        return now;
    }

    private JsonObject upload(Api api, String client, String id, Path file, long offset) {
        String[] headers = {"Upload-Offset", String.valueOf(offset), "Content-Type", "application/octet-stream"};
        try (Progress progress = console.progress("up   " + file.getFileName(), offset, Files.size(file))) {
            BodyPublisher bytes = BodyPublishers.ofInputStream(() -> counted(file, offset, progress));
            BodyPublisher body = BodyPublishers.fromPublisher(bytes, Math.max(1, Files.size(file) - offset));
            return api.put(
                            Files.size(file) == offset ? BodyPublishers.noBody() : body,
                            headers,
                            "item",
                            client,
                            id,
                            "content")
                    .json();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static InputStream counted(Path file, long offset, Progress progress) {
        try {
            InputStream in = Files.newInputStream(file);
            in.skipNBytes(offset);
            return new FilterInputStream(in) {
                @Override
                public int read(byte[] buffer, int from, int length) throws IOException {
                    int read = super.read(buffer, from, length);
                    progress.add(Math.max(0, read));
                    return read;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /**
     * Fetches a result. It is written beside its place, compared with the checksum of the server, brought to the disk, and only
     * then gets its name in one step.
     *
     * @param result of the item
     */
    void download(Api api, String client, String id, JsonObject result, Path target) {
        long bytes = result.getJsonNumber("file_size").longValue();
        String sum = result.getString("sha512_checksum");
        // with the checksum in its name: a part of another result is never gone on with
        Path part = target.resolveSibling("." + target.getFileName() + "." + sum.substring(0, 8) + ".part");
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(target.getParent() + " cannot be made", e);
        }
        int vain = 0;
        while (length(part) < bytes) {
            long before = length(part);
            try {
                fetch(api, client, id, sum, part, bytes, target.getFileName().toString());
            } catch (UnreachableException e) {
                vain = length(part) > before ? 0 : vain + 1;
                if (vain >= MOST_VAIN) {
                    throw e;
                }
                pause(vain);
            }
        }
        try {
            if (!Sums.of(part).equals(sum)) {
                Files.delete(part);
                throw new CliException(
                        Exit.FAILED, target.getFileName() + " arrived with another checksum; it was thrown away");
            }
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(target + " cannot be written", e);
        }
    }

    private void fetch(Api api, String client, String id, String sum, Path part, long bytes, String label) {
        long offset = length(part);
        HttpResponse<InputStream> response =
                api.download(offset, Optional.of("\"" + sum + "\""), "item", client, id, "content");
        boolean goesOn = response.statusCode() == 206;
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                InputStream in = response.body();
                Progress progress = console.progress("down " + label, goesOn ? offset : 0, bytes)) {
            channel.truncate(goesOn ? offset : 0);
            channel.position(channel.size());
            byte[] buffer = new byte[BUFFER];
            for (int read = read(api, in, buffer); read >= 0; read = read(api, in, buffer)) {
                ByteBuffer rest = ByteBuffer.wrap(buffer, 0, read);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                progress.add(read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(part + " cannot be written", e);
        }
    }

    /** What the network does is told apart from what the disk does. */
    private static int read(Api api, InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new UnreachableException(api.server().name() + " broke off: " + e, e);
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Longer each time. */
    static void pause(int vain) {
        Pause.of(Duration.ofMillis(250L << Math.min(vain, 5)));
    }
}
