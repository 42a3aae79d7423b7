package org.reelmill.media.jave;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.Supervision;

/**
 * What a part says about itself at its head; its packets are not read.
 *
 * @param headers hash of the codec's extradata
 */
record PartHeader(long frames, String headers) {

    static PartHeader read(Tools tools, Path file, Supervision supervision) throws MediaException {
        List<Compact> streams = new ArrayList<>();
        tools.ffprobe(
                List.of(
                        "-v",
                        "error",
                        "-select_streams",
                        "v:0",
                        "-show_data_hash",
                        "sha256",
                        "-show_entries",
                        "stream=nb_frames,extradata_hash",
                        "-of",
                        "compact",
                        Tools.url(file)),
                line -> streams.add(Compact.parse(line)),
                supervision);
        if (streams.isEmpty()) {
            throw new MediaException(Kind.FAILED, "part " + file.getFileName() + " holds no pictures");
        }
        Compact stream = streams.get(0);
        return new PartHeader(stream.number("nb_frames").orElse(0), stream.text("extradata_hash"));
    }
}
