package org.reelmill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The films that are milled. Made once and kept, until {@code mvn clean}. */
final class Films {

    private static final int RATE = 30;
    private static final int SCENE_SECONDS = 5;
    private static final int LOOP_SECONDS = 10;
    private static final int WARM_UP_SECONDS = 6;

    private static final int LIGHT_GRAIN = 3;
    private static final int HEAVY_GRAIN = 40;

    /** Of the big source: so it is milled in minutes. */
    private static final int BIG_MEGABITS = 100;

    /** Kinds of pictures: fine and coarse, still and moving, smooth and hard-edged. {@code %d} makes each scene another. */
    private static final List<String> SCENES = List.of(
            "mandelbrot=size=480x270:rate=30:start_scale=0.%1$d:end_scale=0.01:end_pts=200,scale=1920:1080",
            "perlin=size=640x360:rate=30:octaves=5:persistence=0.6:random_mode=seed:random_seed=%1$d,scale=2400:1350,"
                    + "crop=1920:1080:240+200*sin(t):135+120*cos(t),format=yuv420p,colorize=hue=%1$d0:saturation=0.4",
            "gradients=size=1920x1080:rate=30:speed=0.03:nb_colors=6:seed=%1$d",
            "testsrc2=size=2400x1350:rate=30,crop=1920:1080:240+200*sin(t*2):135+100*cos(t),boxblur=2:1,hue=h=%1$d0",
            "sierpinski=size=1920x1080:rate=30:seed=%1$d:type=triangle,gblur=1.5,colorbalance=rs=.3:bm=-.2");

    private final Path folder;
    private final Tools tools;

    Films(Path folder, Tools tools) {
        this.folder = folder;
        this.tools = tools;
    }

    /** 1080p30, about 7 Mb/s, with sound: scenes of different kinds with grain, a cut each few seconds. */
    Path mixed(int seconds) throws IOException, InterruptedException {
        return made("film-" + seconds + "s.mp4", target -> {
            List<String> arguments = source(seconds, LIGHT_GRAIN);
            arguments.addAll(List.of("-c:v", "libx264", "-preset", "faster", "-b:v", "7M"));
            arguments.addAll(List.of("-maxrate", "12M", "-bufsize", "14M", "-pix_fmt", "yuv420p"));
            arguments.addAll(List.of("-c:a", "aac", "-b:a", "160k", "-t", Integer.toString(seconds), target));
            return arguments;
        });
    }

    /** Pictures so small that they cost nothing, a key frame each two seconds, without sound. */
    Path tiny(int seconds) throws IOException, InterruptedException {
        return made(
                "tiny-" + seconds + "s.mp4",
                target -> List.of(
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=128x72:rate=25:duration=" + seconds,
                        "-c:v",
                        "libx264",
                        "-preset",
                        "ultrafast",
                        "-g",
                        "50",
                        "-pix_fmt",
                        "yuv420p",
                        target));
    }

    /** So many megabytes: ten seconds of heavy grain, over and over. */
    Path big(int megabytes) throws IOException, InterruptedException {
        Path once = made("loop.mp4", target -> {
            List<String> arguments = source(LOOP_SECONDS, HEAVY_GRAIN);
            String bitrate = BIG_MEGABITS + "M";
            arguments.addAll(List.of("-an", "-c:v", "libx264", "-preset", "ultrafast", "-b:v", bitrate));
            arguments.addAll(List.of("-minrate", bitrate, "-maxrate", bitrate, "-bufsize", bitrate));
            arguments.addAll(List.of("-pix_fmt", "yuv420p", "-t", Integer.toString(LOOP_SECONDS), target));
            return arguments;
        });
        long times = 1 + megabytes * 1_000_000L / Files.size(once);
        return made(
                "big-" + megabytes + "mb.mp4",
                target -> List.of(
                        "-stream_loop",
                        Long.toString(times - 1),
                        "-i",
                        once.toString(),
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=frequency=220:sample_rate=48000",
                        "-map",
                        "0:v",
                        "-map",
                        "1:a",
                        "-c:v",
                        "copy",
                        "-c:a",
                        "aac",
                        "-t",
                        Long.toString(times * LOOP_SECONDS),
                        target));
    }

    /** The beginning of a film. */
    Path beginning(Path film) throws IOException, InterruptedException {
        Files.deleteIfExists(folder.resolve("beginning.mp4"));
        return made(
                "beginning.mp4",
                target ->
                        List.of("-t", Integer.toString(WARM_UP_SECONDS), "-i", film.toString(), "-c", "copy", target));
    }

    private interface Recipe {
        List<String> arguments(String target);
    }

    private Path made(String name, Recipe recipe) throws IOException, InterruptedException {
        Path film = folder.resolve(name);
        if (!Files.exists(film)) {
            System.out.println("Making " + name);
            Path unfinished = folder.resolve("unfinished-" + name);
            tools.ffmpeg(recipe.arguments(unfinished.toString()));
            Files.move(unfinished, film, StandardCopyOption.ATOMIC_MOVE);
        }
        return film;
    }

    private static List<String> source(int seconds, int grain) {
        int scenes = 1 + (seconds - 1) / SCENE_SECONDS;
        String pictures = IntStream.range(0, scenes)
                .mapToObj(i -> String.format(Locale.ROOT, SCENES.get(i % SCENES.size()), 1 + i / SCENES.size() % 9)
                        + ",trim=end_frame=" + SCENE_SECONDS * RATE + ",setpts=N,settb=1/" + RATE
                        + ",setsar=1,format=yuv420p[s" + i + "];")
                .collect(Collectors.joining());
        String joined = IntStream.range(0, scenes).mapToObj(i -> "[s" + i + "]").collect(Collectors.joining());
        String graph = pictures + joined + "concat=n=" + scenes + ",noise=alls=" + grain + ":allf=t[v];"
                + "sine=frequency=220:beep_factor=4:sample_rate=48000,volume=0.5[tone];"
                + "anoisesrc=color=pink:amplitude=0.2:sample_rate=48000:seed=1[rain];[tone][rain]amerge=inputs=2[a]";
        return new ArrayList<>(List.of("-filter_complex", graph, "-map", "[v]", "-map", "[a]"));
    }
}
