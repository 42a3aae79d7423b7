package org.reelmill.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.reelmill.media.ImageInspector;
import org.reelmill.media.MediaEngine;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.Policies;
import org.reelmill.settings.WorkFolders;
import org.reelmill.simulation.Beans;
import org.reelmill.testing.FakeMediaEngine;
import org.reelmill.testing.Sql;

/** A library with one root, on a real database, without a server; scans run where they are asked for. */
final class TestLibrary {

    private static final String[] SUMS = {"size", "files", "images", "videos", "pending", "retained"};

    private static final int ROUNDS = 4;

    private static TestLibrary inMemory;

    private final Beans beans;
    private Volumes volumes;
    private Path folder;
    private int mediaScans;

    /** In the one database in memory, which is emptied before. */
    static TestLibrary inMemory(Path home) {
        return inMemory(home, new DiskVolumes());
    }

    static TestLibrary inMemory(Path home, Volumes volumes) {
        if (inMemory == null) {
            Properties properties = new Properties();
            properties.setProperty("reelmill.home", home.toString());
            properties.setProperty("reelmill.db.url", "jdbc:h2:mem:library;DB_CLOSE_DELAY=-1");
            inMemory = new TestLibrary(Configuration.from(Map.of(), properties));
        }
        inMemory.begin(home, volumes);
        return inMemory;
    }

    private TestLibrary(Configuration configuration) {
        Volumes replaceable = (Volumes) Proxy.newProxyInstance(
                TestLibrary.class.getClassLoader(), new Class<?>[] {Volumes.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(volumes, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        try {
            beans = new Beans(
                    configuration,
                    Map.of(
                            Volumes.class,
                            replaceable,
                            MediaEngine.class,
                            new FakeMediaEngine(),
                            ImageInspector.class,
                            (ImageInspector) image -> Optional.empty(),
                            ScanStarter.class,
                            (ScanStarter) this::run));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        get(Policies.class).addMissing();
    }

    /** @param home for its folders */
    TestLibrary(Configuration configuration, Path home) {
        this(configuration);
        begin(home, new DiskVolumes());
    }

    private void begin(Path home, Volumes wanted) {
        volumes = wanted;
        for (String table : List.of("library_root", "library_entry", "library_scan", "library_transfer")) {
            sql().update("DELETE FROM " + table);
        }
        try {
            folder = Files.createDirectories(home.resolve("films")).toRealPath();
            Files.createDirectories(home.resolve("films-garbage"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        get(LibraryRoots.class)
                .define(new LibraryRoots.Wish(
                        "films",
                        folder.toString(),
                        Optional.of(home.resolve("films-garbage").toString()),
                        false,
                        true));
    }

    <T> T get(Class<T> type) {
        return beans.get(type);
    }

    Sql sql() {
        return new Sql(beans.dataSource());
    }

    /** Of one who is at it at the same time. */
    Connection connection() throws SQLException {
        return beans.dataSource().getConnection();
    }

    Path folder() {
        return folder;
    }

    Path marker() {
        return folder.resolve(WorkFolders.MARKER);
    }

    LibraryRoot root() {
        return get(Places.class).root("films");
    }

    Place find(String path) {
        return get(Places.class).find(root(), Area.FILES, path);
    }

    Place inGarbage(String path) {
        return get(Places.class).find(root(), Area.GARBAGE, path);
    }

    /** Writes a file of so many bytes, with the folders that it is in. */
    Path write(String path, int bytes) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            byte[] content = new byte[bytes];
            Arrays.fill(content, (byte) path.hashCode());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads all of the root, and its garbage. */
    void scan() {
        Scans scans = get(Scans.class);
        scans.request(find(""));
        scans.request(inGarbage(""));
        // those of other roots that are due come along, so many at a time
        for (int round = 0; round < ROUNDS && !scans.all().isEmpty(); round++) {
            scans.tend();
        }
        assertThat(scans.all()).isEmpty();
    }

    private long run(long scan, boolean media, Optional<Long> before) {
        Scans scans = get(Scans.class);
        ScanWork work = get(ScanWork.class);
        FolderWalk walk = new FolderWalk(get(EntryRepository.class));
        if (media) {
            mediaScans++;
        } else {
            walk.begin(scans.folderOf(scan).orElseThrow().entry().id());
            for (long[] next = walk.next(); next.length > 0; next = walk.next()) {
                work.tell(scan, List.of(work.look(scan, next)));
            }
        }
        scans.ended(scan);
        return 1;
    }

    /** Looks into media files that were begun. */
    int mediaScans() {
        return mediaScans;
    }

    /** All sums are those of the rows below. */
    void checkSums() {
        checkSums(sql());
    }

    /** In whatever database. */
    static void checkSums(Sql sql) {
        Map<Long, long[]> expected = new HashMap<>();
        Map<Long, long[]> actual = new HashMap<>();
        Map<Long, Long> parents = new HashMap<>();
        sql.rows("SELECT entryID, parentID, kind, size, files, images, videos, pending, retained, state, retain FROM"
                        + " library_entry")
                .forEach(row -> {
                    long id = number(row.get(0));
                    parents.put(id, number(row.get(1)));
                    long[] sums = new long[SUMS.length];
                    for (int i = 0; i < SUMS.length; i++) {
                        sums[i] = number(row.get(3 + i));
                    }
                    actual.put(id, sums);
                    boolean isFolder = number(row.get(2)) == 0;
                    long own = Boolean.TRUE.equals(row.get(10)) ? 1 : 0;
                    long[] ownSums =
                            isFolder ? new long[] {0, 0, 0, 0, number(row.get(9)) == 0 ? 1 : 0, own} : sums.clone();
                    expected.put(id, ownSums);
                });
        // from below upwards, whatever the depth
        parents.keySet().stream()
                .sorted((one, other) -> depth(other, parents) - depth(one, parents))
                .forEach(id -> {
                    long[] above = expected.get(parents.get(id));
                    for (int i = 0; above != null && i < SUMS.length; i++) {
                        above[i] += expected.get(id)[i];
                    }
                });
        expected.forEach(
                (id, sums) -> assertThat(actual.get(id)).as("entry " + id).isEqualTo(sums));
    }

    private static int depth(long id, Map<Long, Long> parents) {
        int depth = 0;
        for (Long next = parents.get(id); next != null && next != 0; next = parents.get(next)) {
            depth++;
        }
        return depth;
    }

    private static long number(Object value) {
        return value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).longValue();
    }

    /** What the database knows: each path with its size; of folders {@code -1}. */
    Map<String, Long> known(Area area) {
        Map<String, Long> known = new TreeMap<>();
        collect(get(Places.class).find(root(), area, ""), known);
        return known;
    }

    private void collect(Place folder, Map<String, Long> known) {
        EntryRepository entries = get(EntryRepository.class);
        long id = folder.entry().id();
        for (String name : entries.children(List.of(id), 1).get(id).keySet()) {
            LibraryEntry entry = entries.child(folder.entry().id(), name).orElseThrow();
            Place place = folder.below(entry);
            known.put(place.path(), entry.isFolder() ? -1 : entry.size());
            if (entry.isFolder()) {
                collect(place, known);
            }
        }
    }

    /** What the disk has, in the same form. */
    Map<String, Long> onDisk(Area area) {
        Path top = root().folder(area);
        try (Stream<Path> files = Files.walk(top)) {
            Map<String, Long> found = new TreeMap<>();
            files.filter(file -> !file.equals(top) && !file.endsWith(WorkFolders.MARKER))
                    .forEach(file -> found.put(top.relativize(file).toString(), sizeOf(file)));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long sizeOf(Path file) {
        try {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                return -1;
            }
            return Files.isSymbolicLink(file) ? 0 : Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The database is what the disk is, and its sums are right. */
    void checkSame() {
        for (Area area : Area.values()) {
            assertThat(known(area)).isEqualTo(onDisk(area));
        }
        checkSums();
    }
}
