package org.reelmill.media.jave;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.reelmill.media.EncoderBuild;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaSettings;
import org.reelmill.media.Supervision;
import org.reelmill.media.VideoCodec;
import org.tinylog.Logger;

/**
 * Finds an ffmpeg and proves that it works: the operator's own when one is named, else the bundled one, else one on the
 * PATH that is new enough.
 */
final class ToolFinder {

    /** The encoder of each codec; one build uses one encoder, so that its parts can be joined. */
    static final Map<VideoCodec, String> ENCODERS =
            Map.of(VideoCodec.H264, "libx264", VideoCodec.H265, "libx265", VideoCodec.AV1, "libsvtav1");

    /** The recipes use options that older ones lack or name otherwise. */
    private static final int OLDEST = 7;

    private static final Pattern VERSION = Pattern.compile("ffmpeg version n?((\\d+)\\S*).*");

    /** With a session of their own they do not hear the Ctrl-C that is meant for the server. */
    private static final List<List<String>> PREFIXES = List.of(
            List.of("nice", "-n", ToolLocator.NICENESS),
            List.of("setpriv", "--pdeathsig", "KILL", "--"),
            List.of("setsid"));

    private final MediaSettings settings;

    ToolFinder(MediaSettings settings) {
        this.settings = settings;
    }

    /** Programs that were proven, and what they can do. */
    record Found(Tools tools, EncoderBuild build) {}

    Found find() throws MediaException {
        if (settings.ffmpeg().isPresent()) {
            return prove(own(settings.ffmpeg().get()));
        }
        List<String> problems = new ArrayList<>();
        Optional<Found> bundled = bundled(problems);
        if (bundled.isPresent()) {
            return bundled.get();
        }
        Optional<Path> onPath = onPath("ffmpeg");
        if (onPath.isPresent()) {
            return prove(own(onPath.get()));
        }
        throw new MediaException(
                Kind.FAILED, "no usable ffmpeg: " + String.join("; ", problems) + "; none on the PATH");
    }

    private Optional<Found> bundled(List<String> problems) {
        try {
            Optional<ToolSet> unpacked = new BundledFfmpeg().unpack(settings.cacheFolder());
            if (unpacked.isEmpty()) {
                problems.add("none is bundled for " + BundledFfmpeg.platform());
                return Optional.empty();
            }
            return Optional.of(prove(unpacked.get()));
        } catch (IOException e) {
            Logger.error(e, "The bundled ffmpeg cannot be unpacked into {}", settings.cacheFolder());
            problems.add("the bundled one cannot be unpacked");
        } catch (MediaException e) {
            Logger.error(e, "The bundled ffmpeg does not work: {}", e.log());
            problems.add("the bundled one does not work (" + e.getMessage() + ")");
        }
        return Optional.empty();
    }

    /** A program of the machine, with the ffprobe beside it or on the PATH. */
    private static ToolSet own(Path ffmpeg) throws MediaException {
        Path program = ffmpeg.toAbsolutePath();
        Path probe =
                program.resolveSibling(program.getFileName().toString().endsWith(".exe") ? "ffprobe.exe" : "ffprobe");
        Path ffprobe = Files.isExecutable(probe)
                ? probe
                : onPath("ffprobe")
                        .orElseThrow(() -> new MediaException(Kind.FAILED, "no ffprobe beside the ffmpeg that is set"));
        try {
            return new ToolSet(program, ffprobe, Map.of(), OwnFiles.sha256(program));
        } catch (IOException e) {
            throw new MediaException(Kind.FAILED, "the ffmpeg that is set cannot be read", e);
        }
    }

    private Found prove(ToolSet set) throws MediaException {
        List<String> version = version(new ToolLocator(set, List.of()));
        Matcher line = VERSION.matcher(version.isEmpty() ? "" : version.get(0));
        if (!line.matches() || Integer.parseInt(line.group(2)) < OLDEST) {
            throw new MediaException(
                    Kind.FAILED, "ffmpeg " + OLDEST + " or newer is needed", String.join("\n", version));
        }
        Tools tools = new Tools(
                new ToolLocator(set, withHelpers(set, PREFIXES), withHelpers(set, List.of(ToolLocator.LIMITER))),
                settings);
        Set<VideoCodec> codecs = proven(tools);
        if (!codecs.contains(VideoCodec.H264)) {
            throw new MediaException(Kind.FAILED, "ffmpeg cannot encode H.264");
        }
        String fingerprint = hash(set.identity() + version);
        Logger.info("ffmpeg {} at {} encodes {}", line.group(1), set.ffmpeg().getParent(), codecs);
        return new Found(tools, new EncoderBuild(line.group(1), fingerprint.substring(0, 16), codecs));
    }

    /** Those of the helpers that this machine has, each tried on the tool itself. */
    private List<String> withHelpers(ToolSet set, List<List<String>> helpers) throws MediaException {
        List<String> prefix = List.of();
        for (List<String> helper : helpers) {
            Optional<Path> program = onPath(helper.get(0));
            if (program.isPresent()) {
                List<String> longer = Stream.of(
                                prefix, List.of(program.get().toString()), helper.subList(1, helper.size()))
                        .flatMap(List::stream)
                        .toList();
                if (works(new ToolLocator(set, longer))) {
                    prefix = longer;
                }
            }
        }
        return prefix;
    }

    private boolean works(ToolLocator locator) throws MediaException {
        try {
            return !version(locator).isEmpty();
        } catch (MediaException e) {
            if (e.kind() == Kind.STOPPED) {
                throw e;
            }
            return false;
        }
    }

    private List<String> version(ToolLocator locator) throws MediaException {
        List<String> lines = new ArrayList<>();
        try (Tools tools = new Tools(locator, settings)) {
            tools.ffmpeg(List.of("-version"), lines::add, Supervision.none());
        }
        return lines;
    }

    /** The codecs whose known-answer encode these programs pass now. */
    Set<VideoCodec> proven(Tools tools) throws MediaException {
        return new KnownAnswer(tools, settings.cacheFolder()).prove();
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of(Path.of(folder, program), Path.of(folder, program + ".exe")))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(OwnFiles.newSha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
