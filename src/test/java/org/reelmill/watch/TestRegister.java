package org.reelmill.watch;

import jakarta.enterprise.concurrent.ContextService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.reelmill.media.MediaEngine;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.Policies;
import org.reelmill.settings.WorkFolders;
import org.reelmill.simulation.Beans;
import org.reelmill.testing.FakeMediaEngine;
import org.reelmill.testing.Sql;

/** Watched folders and the register of videos on a real database, without a server. */
final class TestRegister {

    /** Of all tests, because the one database remembers it; the folders that are watched are elsewhere. */
    private static final Path HOME = home();

    private static TestRegister inMemory;

    private final Beans beans;
    private final Configuration configuration;
    private final WorkFolders folders;

    /** In the one database in memory, which is emptied before. */
    static TestRegister inMemory() {
        if (inMemory == null) {
            Properties properties = new Properties();
            properties.setProperty("reelmill.home", HOME.toString());
            properties.setProperty("reelmill.db.url", "jdbc:h2:mem:watch;MODE=LEGACY;DB_CLOSE_DELAY=-1");
            inMemory = new TestRegister(Configuration.from(Map.of(), properties));
        }
        return inMemory.emptied();
    }

    /** Without what other tests left. */
    TestRegister emptied() {
        List.of(
                        "watched_file",
                        "watched_folder",
                        "watched_base",
                        "videos",
                        "job_log",
                        "ingestJob",
                        "verifyJob",
                        "exportJob",
                        "transcodeJob",
                        "job")
                .forEach(table -> sql().update("DELETE FROM " + table));
        return this;
    }

    TestRegister(Configuration configuration) {
        this.configuration = configuration;
        this.folders = new WorkFolders(configuration);
        try {
            beans = new Beans(
                    configuration,
                    Map.of(MediaEngine.class, new FakeMediaEngine(), ContextService.class, withoutThreads()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        get(Policies.class).addMissing();
    }

    /** There is no heartbeat here that would need one. */
    private static Object withoutThreads() {
        return Proxy.newProxyInstance(
                TestRegister.class.getClassLoader(),
                new Class<?>[] {ContextService.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Path home() {
        try {
            Path home = Files.createTempDirectory("watch");
            Files.createFile(home.resolve(WorkFolders.MARKER));
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> T get(Class<T> type) {
        return beans.get(type);
    }

    Configuration configuration() {
        return configuration;
    }

    /** The folders of the mill. */
    WorkFolders folders() {
        return folders;
    }

    Sql sql() {
        return new Sql(beans.dataSource());
    }

    WatchedFolder watch(FolderSettings settings) {
        return get(WatchedFolders.class).add(settings);
    }

    void register(WatchedFolder folder, Path file) {
        get(DatabaseLedger.class).register(folder, List.of(new Ledger.Ready(file, stamp(file))));
    }

    static FileStamp stamp(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException("there is no " + file);
        }
        return FileStamp.of(file).orElseThrow();
    }
}
