package org.reelmill.cli;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Items on a server (S2.2). */
final class Items {

    private Items() {}

    /** Asks for a conversion. @param key by which the request may be repeated */
    static JsonObject create(Api api, String client, Path file, String type, String sha512, String key) {
        JsonObjectBuilder wish = JsonText.object()
                .add("client_id", client)
                .add("file_name", file.getFileName().toString())
                .add("conversion_type", type)
                .add("sha512_checksum", sha512);
        try {
            wish.add("file_size", Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        return api.post(key, wish.build(), "item").json();
    }

    /** @throws CliException there is no such item */
    static JsonObject show(Api api, String client, String id) {
        return JsonText.inner(api.get("item", client, id).json(), id);
    }

    static boolean ended(String status) {
        return !status.equals("to_do") && !status.equals("in_progress");
    }
}
