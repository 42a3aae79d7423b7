package org.reelmill.media.jave;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reelmill.media.MediaException;
import org.reelmill.media.Supervision;

/** Lists the packets of a video stream; reads the whole file, decodes nothing. */
final class PacketLister {

    private final Tools tools;

    PacketLister(Tools tools) {
        this.tools = tools;
    }

    /** Packets, and what the demuxer complained about. */
    record Listing(Packets packets, String log) {}

    Listing list(Path file, int stream, Supervision supervision) throws MediaException {
        Packets packets = new Packets();
        List<String> arguments = new ArrayList<>(List.of(
                "-v",
                "error",
                "-select_streams",
                Integer.toString(stream),
                "-show_entries",
                Packets.ENTRIES,
                "-of",
                "csv=p=0"));
        arguments.addAll(Tools.input(file));
        ToolResult result = tools.ffprobe(arguments, packets, supervision);
        return new Listing(packets, String.join("\n", result.stderrTail()));
    }
}
