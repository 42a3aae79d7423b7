package org.reelmill.media.jave;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.Supervision;
import org.reelmill.shared.Json;

/** What keeps a file that means harm, or is merely enormous, from taking a node's memory. */
final class PreviewLimits {

    /** Pixels of a picture of a film: 8K. */
    static final long MOST_OF_FILM = 8192L * 4320;

    /** Bytes of one piece of memory: a picture of the largest size with four bytes a pixel. */
    private static final String LARGEST_BLOCK = String.valueOf(512L << 20);

    private PreviewLimits() {}

    /** That a file has bytes; what they are says the decoder. */
    static void requireContent(Path source) throws MediaException, IOException {
        if (!Files.isRegularFile(source) || !Files.isReadable(source)) {
            throw new MediaException(Kind.FAILED, "the source is not there or cannot be read");
        }
        if (Files.size(source) == 0) {
            throw new MediaException(Kind.REFUSED, "the file is empty");
        }
    }

    /** Options of a run. */
    static List<String> memory() {
        return List.of("-max_alloc", LARGEST_BLOCK);
    }

    /** Options of a decoder on one thread, which gives up before it takes memory for more pixels. */
    static List<String> decoder(long mostPixels) {
        return List.of("-threads", "1", "-max_pixels", String.valueOf(mostPixels));
    }

    /** What ffprobe says about a source. @param reason what it means when it has nothing to say */
    static JsonObject ask(Tools tools, Path source, List<String> arguments, String reason, Supervision supervision)
            throws MediaException {
        StringBuilder json = new StringBuilder();
        List<String> all = new ArrayList<>(List.of("-v", "error", "-of", "json"));
        all.addAll(arguments);
        refusing(source, () -> tools.ffprobe(all, line -> json.append(line).append('\n'), supervision), reason);
        try {
            return Json.readObject(json.toString());
        } catch (JsonException e) {
            throw new MediaException(Kind.FAILED, "ffprobe's answer cannot be read", e);
        }
    }

    /** As {@link SourceFault#refusing}; a picture over a limit is no damage, and a limit of ours is not the machine's fault. */
    static <T> T refusing(Path source, SourceFault.Step<T> step, String reason) throws MediaException {
        try {
            return SourceFault.refusing(source, step, reason);
        } catch (MediaException e) {
            if (e.log().contains("Cannot allocate memory")) {
                throw new MediaException(Kind.REFUSED, "it takes more memory than a preview may have", e.log());
            }
            if (e.kind() == Kind.DAMAGED
                    && e.log().contains("Picture size")
                    && !e.log().contains("Picture size 0x0")) {
                throw new MediaException(Kind.REFUSED, "it has more pixels than are shown", e.log());
            }
            throw e;
        }
    }
}
