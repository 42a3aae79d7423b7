package org.reelmill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The best that one can write by hand: one process, one decode, all renditions and the sound once, on as many threads as
 * ffmpeg likes.
 */
final class Raw {

    private final Tools tools;
    private final Path folder;
    private final List<Wanted> wanted;

    /** @param folder for the films */
    Raw(Tools tools, Path folder, List<Wanted> wanted) {
        this.tools = tools;
        this.folder = folder;
        this.wanted = wanted;
    }

    /**
     * A rendition, as an output of the mill asks for it.
     *
     * @param audioBitrate in kbit/s
     */
    record Wanted(int width, int height, int crf, String preset, String profile, int audioBitrate) {}

    Turn run(Path film) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        double cpu = Cpu.ofOwnChildren();
        long start = System.nanoTime();
        tools.ffmpeg(arguments(film));
        double wall = (System.nanoTime() - start) / 1e9;
        cpu = Cpu.ofOwnChildren() - cpu;
        List<Turn.Rendition> made = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < wanted.size(); i++) {
            Path file = target(i);
            bytes += Files.size(file);
            made.add(new Turn.Rendition(wanted.get(i).width(), wanted.get(i).height(), tools.frames(file)));
            Files.delete(file);
        }
        return new Turn(Turn.Way.RAW, wall, cpu, bytes, made, Optional.empty());
    }

    private Path target(int number) {
        return folder.resolve("raw-" + number + ".mp4");
    }

    private List<String> arguments(Path film) {
        List<String> arguments = new ArrayList<>(List.of("-i", film.toString(), "-filter_complex", graph()));
        for (int i = 0; i < wanted.size(); i++) {
            arguments.addAll(List.of("-map", "[v" + i + "]"));
        }
        arguments.addAll(
                List.of("-map", "0:a?", "-c:a", "aac", "-b:a", wanted.get(0).audioBitrate() + "k"));
        arguments.addAll(List.of("-c:v", "libx264", "-pix_fmt", "yuv420p", "-flags:v", "+global_header"));
        // every picture once, at its own time, as the mill does: by itself ffmpeg doubles and drops some for an even
        // rate
        arguments.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base:v", "demux"));
        arguments.addAll(List.of("-flags:a", "+global_header"));
        for (int i = 0; i < wanted.size(); i++) {
            Wanted one = wanted.get(i);
            arguments.addAll(List.of("-preset:v:" + i, one.preset(), "-crf:v:" + i, Integer.toString(one.crf())));
            arguments.addAll(List.of("-profile:v:" + i, one.profile()));
        }
        // tee: the sound is encoded once for both
        String targets = IntStream.range(0, wanted.size())
                .mapToObj(i -> "[f=mp4:movflags=+faststart:select=\\'v:" + i + ",a\\']" + target(i))
                .collect(Collectors.joining("|"));
        arguments.addAll(List.of("-f", "tee", targets));
        return arguments;
    }

    private String graph() {
        return "[0:v:0]split=" + wanted.size()
                + IntStream.range(0, wanted.size())
                        .mapToObj(i -> "[n" + i + "]")
                        .collect(Collectors.joining())
                + IntStream.range(0, wanted.size())
                        .mapToObj(i -> ";[n" + i + "]scale=" + wanted.get(i).width() + ":"
                                + wanted.get(i).height() + "[v" + i + "]")
                        .collect(Collectors.joining());
    }
}
