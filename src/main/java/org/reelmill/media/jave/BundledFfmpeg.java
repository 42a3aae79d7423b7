package org.reelmill.media.jave;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.reelmill.shared.DurableFile;

/**
 * The programs that travel in the application ({@code org.bytedeco:ffmpeg} of this platform), unpacked once into a folder
 * that is named by their content.
 *
 * <p>Servers present a nested jar in different ways and not all of them can list it. So nothing is listed: starting with
 * the two programs, each file is searched for names of libraries, and those that lie beside it are taken as well.
 */
final class BundledFfmpeg {

    /** Part of the content address: raise it when what is done to the files changes. */
    private static final String TREATMENT = "1";

    private static final int LONGEST_NAME = 80;
    private static final Duration ABANDONED = Duration.ofHours(1);
    private static final String UNFINISHED = ".unpacking-";

    private final ClassLoader loader;
    private final String resources;
    private final boolean windows;

    BundledFfmpeg() {
        this(BundledFfmpeg.class.getClassLoader(), platform());
    }

    BundledFfmpeg(ClassLoader loader, String platform) {
        this.loader = loader;
        this.resources = "org/bytedeco/ffmpeg/" + platform + "-gpl/";
        this.windows = platform.startsWith("windows");
    }

    /** Empty when the application was built for another platform. */
    Optional<ToolSet> unpack(Path cacheFolder) throws IOException {
        if (loader.getResource(resources + program("ffmpeg")) == null) {
            return Optional.empty();
        }
        SortedMap<String, String> files = hashes();
        String identity = identity(files);
        Path parent = Files.createDirectories(cacheFolder.resolve("ffmpeg"));
        Path folder = parent.resolve(identity);
        if (!Files.isDirectory(folder)) {
            unpack(files.keySet(), folder);
        }
        return Optional.of(new ToolSet(
                folder.resolve(program("ffmpeg")),
                folder.resolve(program("ffprobe")),
                // the libraries do not look for one another in their own folder
                Map.of("LD_LIBRARY_PATH", folder.toString()),
                identity));
    }

    private void unpack(Set<String> files, Path folder) throws IOException {
        Path unfinished = Files.createTempDirectory(folder.getParent(), UNFINISHED);
        try {
            for (String file : files) {
                copy(file, unfinished.resolve(file));
            }
            publish(unfinished, folder);
            removeAbandoned(folder);
        } finally {
            delete(unfinished);
        }
    }

    /** Another server may have been faster: its folder has the same content. */
    private static void publish(Path unfinished, Path folder) throws IOException {
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private void copy(String file, Path target) throws IOException {
        try (InputStream in = open(file);
                FileChannel channel =
                        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = Channels.newOutputStream(channel);
            in.transferTo(out);
        }
        ElfFix.apply(target);
        if (!windows && !target.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
        DurableFile.force(target);
    }

    /** What a server left that was killed while it unpacked; by the file system's own clock. */
    private static void removeAbandoned(Path folder) throws IOException {
        FileTime now = Files.getLastModifiedTime(folder.getParent());
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder.getParent(), UNFINISHED + "*")) {
            for (Path other : left) {
                if (Files.getLastModifiedTime(other)
                        .toInstant()
                        .isBefore(now.toInstant().minus(ABANDONED))) {
                    delete(other);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private SortedMap<String, String> hashes() throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(Set.of(program("ffmpeg"), program("ffprobe")));
        while (!open.isEmpty()) {
            String file = open.pop();
            if (!hashes.containsKey(file)) {
                NameCollector names = new NameCollector();
                hashes.put(file, hash(file, names));
                names.found().stream()
                        .filter(name -> loader.getResource(resources + name) != null)
                        .forEach(open::push);
            }
        }
        return hashes;
    }

    private String hash(String file, NameCollector names) throws IOException {
        MessageDigest digest = OwnFiles.newSha256();
        try (InputStream in = new DigestInputStream(open(file), digest)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                names.add(buffer, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private InputStream open(String file) throws IOException {
        InputStream in = loader.getResourceAsStream(resources + file);
        if (in == null) {
            throw new IOException(file + " is missing in the application");
        }
        return in;
    }

    private static String identity(SortedMap<String, String> files) {
        byte[] all = (TREATMENT + files).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(OwnFiles.newSha256().digest(all)).substring(0, 32);
    }

    private String program(String name) {
        return windows ? name + ".exe" : name;
    }

    /** As JavaCPP names it, which the Maven classifiers follow. */
    static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch");
        String system = os.contains("win") ? "windows" : os.contains("mac") ? "macosx" : "linux";
        return system + "-" + (arch.equals("aarch64") ? "arm64" : arch.equals("amd64") ? "x86_64" : arch);
    }

    /** Collects everything in a program that looks like the file name of a library. */
    private static final class NameCollector {

        private final Set<String> found = new TreeSet<>();
        private final StringBuilder name = new StringBuilder();

        void add(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                char c = (char) bytes[i];
                if (c < 128 && (Character.isLetterOrDigit(c) || "._+-".indexOf(c) >= 0)) {
                    if (name.length() <= LONGEST_NAME) {
                        name.append(c);
                    }
                } else if (name.length() > 0) {
                    end();
                }
            }
        }

        private void end() {
            String text = name.toString();
            name.setLength(0);
            if (text.length() <= LONGEST_NAME
                    && (text.contains(".so.") || text.endsWith(".dylib") || text.endsWith(".dll"))) {
                found.add(text);
            }
        }

        Set<String> found() {
            return found;
        }
    }
}
