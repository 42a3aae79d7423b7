package org.reelmill.media.jave;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.reelmill.media.MediaException;
import org.reelmill.media.Supervision;

/**
 * The first picture that a decoder gives of a film. It may come long after the first packet: a recording that begins
 * within a group of pictures shows nothing until the next key frame, while its sound begins at once.
 */
final class FirstPicture implements Consumer<String> {

    private static final int PTS_COLUMN = 2;

    private OptionalLong pts = OptionalLong.empty();

    private FirstPicture() {}

    /**
     * Its time stamp in units of the stream, found by a decode from the start of the file that ends with it; empty when the
     * stream gives none.
     */
    static OptionalLong pts(Tools tools, Path file, int stream, Supervision supervision) throws MediaException {
        FirstPicture first = new FirstPicture();
        List<String> arguments = new ArrayList<>(List.of("-copyts", "-threads", "1"));
        arguments.addAll(Tools.input(file));
        arguments.addAll(List.of("-frames:v", "1"));
        arguments.addAll(DecodedLines.output("0:" + stream, false));
        tools.ffmpeg(arguments, first, supervision);
        return first.pts;
    }

    @Override
    public void accept(String line) {
        if (!line.startsWith("#") && pts.isEmpty()) {
            pts = OptionalLong.of(Long.parseLong(line.split(",")[PTS_COLUMN].trim()));
        }
    }
}
