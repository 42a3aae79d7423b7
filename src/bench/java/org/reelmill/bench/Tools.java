package org.reelmill.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The very ffmpeg and ffprobe that the server unpacked, for the film, for the raw run, and to look at results. */
final class Tools {

    private final Path folder;

    /** @param home of a server that is ready */
    Tools(Path home) throws IOException {
        try (Stream<Path> builds = Files.list(home.resolve("cache/ffmpeg"))) {
            folder = builds.filter(build -> Files.isExecutable(build.resolve("ffmpeg")))
                    .findFirst()
                    .orElseThrow(() -> new BenchException("The server has unpacked no ffmpeg"));
        }
    }

    Path folder() {
        return folder;
    }

    void ffmpeg(List<String> arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-nostdin", "-hide_banner", "-v", "error", "-y"));
        all.addAll(arguments);
        run("ffmpeg", all);
    }

    /** Packets of the first video stream: one for each picture. */
    long frames(Path film) throws IOException, InterruptedException {
        return Long.parseLong(run(
                "ffprobe",
                List.of(
                        "-v",
                        "error",
                        "-select_streams",
                        "v:0",
                        "-count_packets",
                        "-show_entries",
                        "stream=nb_read_packets",
                        "-of",
                        "csv=p=0",
                        film.toString())));
    }

    private String run(String program, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(folder.resolve(program).toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LD_LIBRARY_PATH", folder.toString());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new BenchException(String.join(" ", command) + " failed:\n" + printed);
        }
        return printed;
    }
}
