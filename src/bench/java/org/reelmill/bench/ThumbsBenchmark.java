package org.reelmill.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaSettings;
import org.reelmill.media.PictureForm;
import org.reelmill.media.PictureForm.Fit;
import org.reelmill.media.PictureForm.Format;
import org.reelmill.media.PreviewMaker;
import org.reelmill.media.Supervision;
import org.reelmill.media.jave.JaveMediaEngine;

/**
 * Previews: photographs of 12 megapixels beside {@code vipsthumbnail} and Pillow on the same files, in turns, where they are
 * installed; then pictures and tiles of films. No server: what is measured is what a node does for each.
 */
final class ThumbsBenchmark {

    private static final int PHOTOGRAPHS = 48;
    private static final int POSTERS = 20;
    private static final int SIDE = 320;
    private static final PictureForm SMALL = new PictureForm(SIDE, SIDE, Fit.FIT, Format.AS_NEEDED, Optional.empty());

    /** Debian's Python knows Debian's Pillow; another one on the PATH may not. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final String PILLOW = "import sys; from PIL import Image, ImageOps\n"
            + "for path in sys.argv[2:]:\n"
            + "  image = Image.open(path); image.draft('RGB', (320, 320)); image = ImageOps.exif_transpose(image)\n"
            + "  image.thumbnail((320, 320)); image.save(sys.argv[1] + '/' + path.rsplit('/', 1)[1], quality=85)\n";

    private final Path folder;
    private final int rounds;
    private final int slots;

    ThumbsBenchmark(Path folder, int rounds, int slots) {
        this.folder = folder;
        this.rounds = rounds;
        this.slots = slots;
    }

    /** Something that is timed. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException, MediaException;
    }

    void run() throws IOException, InterruptedException {
        // vipsthumbnail takes a relative folder for one beside each image
        Path home = Files.createDirectories(folder.resolve("thumbs").toAbsolutePath());
        JaveMediaEngine engine = new JaveMediaEngine(
                new MediaSettings(home.resolve("cache"), Optional.empty(), Duration.ofMinutes(1), Duration.ofHours(1)));
        try {
            engine.build();
            Tools tools = new Tools(home);
            Path made = Files.createDirectories(home.resolve("made"));
            photographs(engine, photographs(tools, home), made);
            Path film = new Films(home, tools).mixed(100);
            films(engine, Map.of("H.264", film, "HEVC", hevc(tools, film)), made);
        } catch (MediaException e) {
            throw new BenchException(e.getMessage() + "\n" + e.log());
        } finally {
            engine.close();
        }
    }

    /** Of 12 megapixels each, with grain as cameras have it. */
    private static List<Path> photographs(Tools tools, Path home) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(home.resolve("photographs"));
        List<Path> photographs = IntStream.range(0, PHOTOGRAPHS)
                .mapToObj(i -> folder.resolve("photograph-" + i + ".jpg"))
                .toList();
        for (int i = 0; i < PHOTOGRAPHS; i++) {
            if (!Files.exists(photographs.get(i))) {
                tools.ffmpeg(List.of(
                        "-f",
                        "lavfi",
                        "-i",
                        "perlin=size=1000x750:octaves=6:persistence=0.7:random_mode=seed:random_seed=" + i
                                + ",scale=4000:3000,format=yuvj420p,noise=alls=10,colorize=hue=" + i * 7
                                + ":saturation=0.4",
                        "-frames:v",
                        "1",
                        "-q:v",
                        "3",
                        photographs.get(i).toString()));
            }
        }
        return photographs;
    }

    private static Path hevc(Tools tools, Path film) throws IOException, InterruptedException {
        Path hevc = film.resolveSibling("hevc-" + film.getFileName());
        if (!Files.exists(hevc)) {
            tools.ffmpeg(List.of(
                    "-i",
                    film.toString(),
                    "-an",
                    "-c:v",
                    "libx265",
                    "-preset",
                    "ultrafast",
                    "-crf",
                    "24",
                    "-g",
                    "60",
                    hevc.toString()));
        }
        return hevc;
    }

    private void photographs(PreviewMaker maker, List<Path> photographs, Path made)
            throws IOException, InterruptedException, MediaException {
        Map<String, Work> ways = new LinkedHashMap<>();
        ways.put(
                "Reelmill, " + slots + " at a time",
                () -> inSlots(photographs, photograph -> {
                    Path target = made.resolve(photograph.getFileName());
                    maker.picture(photograph, target, SMALL, Supervision.none());
                }));
        if (Files.isExecutable(Path.of("/usr/bin/vipsthumbnail"))) {
            ways.put("vipsthumbnail, one call", () -> process(vips(made, photographs)));
            ways.put(
                    "vipsthumbnail, a call each, " + slots + " at a time",
                    () -> inSlots(photographs, photograph -> process(vips(made, List.of(photograph)))));
        }
        if (Files.exists(Path.of("/usr/lib/python3/dist-packages/PIL"))) {
            ways.put(
                    "Pillow draft, " + slots + " calls",
                    () -> inSlots(parts(photographs), part -> process(pillow(made, part))));
        }
        Report.print("%n%d JPEG of 12 megapixels to %d pixels, %d rounds in turns", PHOTOGRAPHS, SIDE, rounds);
        Report.print("%-44s %8s %10s %12s", "", "wall s", "images/s", "CPU ms each");
        List<String> order = new ArrayList<>(ways.keySet());
        for (int round = 0; round < rounds; round++) {
            for (String way : order) {
                double cpu = cpu();
                long start = System.nanoTime();
                ways.get(way).run();
                double wall = (System.nanoTime() - start) / 1e9;
                Report.print(
                        "%-44s %8.2f %10.1f %12.1f", way, wall, PHOTOGRAPHS / wall, (cpu() - cpu) * 1000 / PHOTOGRAPHS);
            }
            Collections.rotate(order, 1);
        }
    }

    private void films(JaveMediaEngine maker, Map<String, Path> films, Path made)
            throws IOException, InterruptedException, MediaException {
        Report.print(
                "%nFilms of 1080p, %d pictures each; then all previews of a film of 100 s: picture, 10 tiles, short film",
                POSTERS);
        Report.print("%-44s %8s %10s %12s", "", "wall s", "", "CPU ms each");
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Path> film : films.entrySet()) {
                timed(film.getKey() + ", a picture", POSTERS, () -> {
                    for (int i = 0; i < POSTERS; i++) {
                        maker.picture(film.getValue(), made.resolve("picture.jpg"), SMALL, Supervision.none());
                    }
                });
                timed(film.getKey() + ", all previews", 1, () -> {
                    Path target = Files.createTempDirectory(made, "film");
                    maker.preview(film.getValue(), target, Supervision.none());
                });
            }
        }
    }

    private static void timed(String what, int times, Work work)
            throws IOException, InterruptedException, MediaException {
        double cpu = cpu();
        long start = System.nanoTime();
        work.run();
        double wall = (System.nanoTime() - start) / 1e9;
        Report.print("%-44s %8.2f %10s %12.1f", what, wall / times, "", (cpu() - cpu) * 1000 / times);
    }

    /** Of this process and of what it has started: starting processes costs as well. */
    private static double cpu() throws IOException {
        return Cpu.ofProcessAndChildren(ProcessHandle.current().pid());
    }

    @FunctionalInterface
    private interface OnOne<T> {
        void run(T one) throws IOException, InterruptedException, MediaException;
    }

    private <T> void inSlots(List<T> all, OnOne<T> work) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(slots);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (T one : all) {
                running.add(threads.submit(() -> {
                    work.run(one);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new BenchException(e.getCause().toString());
        } finally {
            threads.shutdownNow();
        }
    }

    private List<List<Path>> parts(List<Path> photographs) {
        return IntStream.range(0, slots)
                .mapToObj(slot -> IntStream.range(0, photographs.size())
                        .filter(i -> i % slots == slot)
                        .mapToObj(photographs::get)
                        .toList())
                .toList();
    }

    private static List<String> vips(Path made, List<Path> photographs) {
        List<String> command = new ArrayList<>(
                List.of("/usr/bin/vipsthumbnail", "--size", SIDE + "x" + SIDE, "-o", made + "/%s.jpg[Q=85]"));
        photographs.forEach(photograph -> command.add(photograph.toString()));
        return command;
    }

    private static List<String> pillow(Path made, List<Path> photographs) {
        List<String> command = new ArrayList<>(List.of(PYTHON, "-c", PILLOW, made.toString()));
        photographs.forEach(photograph -> command.add(photograph.toString()));
        return command;
    }

    private static void process(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new BenchException(String.join(" ", command.subList(0, 4)) + " failed:\n" + printed);
        }
    }
}
