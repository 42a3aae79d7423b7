package org.reelmill.media.jave;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.reelmill.media.MediaException;
import org.reelmill.media.Supervision;

/** Lists the packets of a film; reads the whole file, decodes nothing. */
final class PacketLister {

    private final Tools tools;

    PacketLister(Tools tools) {
        this.tools = tools;
    }

    /** From the first picture or sound of a stream to where the last one ends, in seconds of the file's clock. */
    record Extent(double start, double end) {

        private Extent with(Extent other) {
            return new Extent(Math.min(start, other.start), Math.max(end, other.end));
        }
    }

    /**
     * What a file holds.
     *
     * @param packets of its video
     * @param extents of each stream that has time stamps
     * @param holes in each stream that has time stamps
     * @param log what the demuxer complained about
     */
    record Listing(Packets packets, Map<Integer, Extent> extents, Map<Integer, Holes> holes, String log) {

        Optional<Extent> extent(int stream) {
            return Optional.ofNullable(extents.get(stream));
        }

        /** From the first of any stream to the last. */
        Optional<Extent> all() {
            return extents.values().stream().reduce(Extent::with);
        }
    }

    /**
     * What is between the packets of a stream of sound. Where a clock jumps there is none.
     *
     * @param end where the packet before ends
     * @param seconds of all holes, and of packets of which a part is missing
     * @param torn whether there are such packets
     */
    record Holes(double end, double seconds, boolean torn) {

        private Holes with(Holes packet, double start) {
            double hole = start - end;
            boolean counts = 2 * hole > packet.end - start && hole < Completeness.LONGEST_PICTURE;
            return new Holes(packet.end, seconds + (counts ? hole : 0) + packet.seconds, torn || packet.torn);
        }
    }

    /** The packets of a video stream alone. */
    Packets list(Path file, int stream, Supervision supervision) throws MediaException {
        Packets packets = new Packets();
        list(file, List.of("-select_streams", Integer.toString(stream)), packets, supervision);
        return packets;
    }

    /** The packets of a video stream, and how far all streams go. */
    Listing listAll(Path file, int video, Supervision supervision) throws MediaException {
        Packets packets = new Packets();
        Map<Integer, Extent> extents = new HashMap<>();
        Map<Integer, Holes> holes = new HashMap<>();
        Consumer<String> lines = line -> {
            String[] fields = line.split(",");
            if (fields.length <= Packets.DURATION_TIME || !Character.isDigit(fields[Packets.STREAM].charAt(0))) {
                return;
            }
            int stream = Integer.parseInt(fields[Packets.STREAM]);
            double shown = seconds(fields[Packets.PTS_TIME]);
            // AVI knows of H.264 when it is decoded alone
            double start = Double.isNaN(shown) ? seconds(fields[Packets.DTS_TIME]) : shown;
            if (!Double.isNaN(start)) {
                double duration = seconds(fields[Packets.DURATION_TIME]);
                double end = start + (Double.isNaN(duration) ? 0 : duration);
                extents.merge(stream, new Extent(start, end), Extent::with);
                boolean torn = Packets.corrupt(fields);
                Holes packet = new Holes(end, torn ? end - start : 0, torn);
                holes.merge(stream, packet, (before, now) -> before.with(now, start));
            }
            if (stream == video) {
                packets.accept(line);
            }
        };
        ToolResult result = list(file, List.of(), lines, supervision);
        return new Listing(packets, extents, holes, String.join("\n", result.stderrTail()));
    }

    private static double seconds(String field) {
        return field.isEmpty() || field.equals("N/A") ? Double.NaN : Double.parseDouble(field);
    }

    private ToolResult list(Path file, List<String> selection, Consumer<String> lines, Supervision supervision)
            throws MediaException {
        List<String> arguments = new ArrayList<>(List.of("-v", "error"));
        arguments.addAll(selection);
        arguments.addAll(List.of("-show_entries", Packets.ENTRIES, "-of", "csv=p=0"));
        arguments.addAll(Tools.input(file));
        return tools.ffprobe(arguments, lines, supervision);
    }
}
