package org.reelmill.cli;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Items on a server (S2.2). */
final class Items {

    private Items() {}

    /** What no server takes in a name, though the file system does: control characters and backslashes. */
    private static final Pattern UNWELCOME = Pattern.compile("[\\x00-\\x1F\\x7F-\\x9F\\\\]");

    private static final int LONGEST_NAME = 200;

    /** Asks for a conversion. The server is told a name for people; where the result goes is known here. @param key by which the request may be repeated */
    static JsonObject create(Api api, String client, Path file, String type, String sha512, String key) {
        JsonObjectBuilder wish = JsonText.object()
                .add("client_id", client)
                .add("file_name", name(file))
                .add("conversion_type", type)
                .add("sha512_checksum", sha512);
        try {
            wish.add("file_size", Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        return api.post(key, wish.build(), "item").json();
    }

    /** With its end, by which servers know what it is. */
    private static String name(Path file) {
        String name = UNWELCOME.matcher(file.getFileName().toString()).replaceAll("_");
        return name.substring(Math.max(0, name.length() - LONGEST_NAME));
    }

    /** @throws CliException there is no such item */
    static JsonObject show(Api api, String client, String id) {
        return JsonText.inner(api.get("item", client, id).json(), id);
    }

    static boolean ended(String status) {
        return !status.equals("to_do") && !status.equals("in_progress");
    }
}
