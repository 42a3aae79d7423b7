package org.reelmill.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.reelmill.app.ReelmillDataSource;
import org.reelmill.testing.MariaDbProcess;
import org.reelmill.testing.ServerProcess;
import org.reelmill.testing.Sql;

/** Some servers, one database, one work folder. */
final class Farm implements AutoCloseable {

    /** Of the administrator. */
    static final String USER = "admin";

    static final String PASSWORD = "a long enough password";

    private final Path folder;
    private final Share share;
    private final MariaDbProcess database;
    private final Sql sql;
    private final List<ServerProcess> servers = new ArrayList<>();

    /** @param folder empty */
    Farm(Path folder) {
        this.folder = folder;
        try {
            this.share = new Share(folder);
            this.database = MariaDbProcess.startIn(Files.createDirectory(folder.resolve("database")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.sql = new Sql(new ReelmillDataSource(database.configuration()));
    }

    Share share() {
        return share;
    }

    MariaDbProcess database() {
        return database;
    }

    Sql sql() {
        return sql;
    }

    List<ServerProcess> servers() {
        return servers;
    }

    /** A server that is not started yet. @param wildFly whether on WildFly, else on Payara Micro */
    void addServer(boolean wildFly) {
        Path home = home(servers.size());
        try {
            Files.createDirectory(home);
            Files.createFile(home.resolve(".reelmill"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        add(wildFly, "reelmill.home=" + home);
    }

    /** A server that believes to be another one: it has that one's home, and calls itself by its name. */
    void addTwin(int of) {
        add(
                false,
                "reelmill.home=" + home(of),
                "reelmill.http.port=" + servers.get(of).port());
    }

    private void add(boolean wildFly, String... identity) {
        List<String> settings = new ArrayList<>(database.settings());
        settings.addAll(List.of(identity));
        settings.addAll(List.of(
                "reelmill.work.dir=" + share.work(),
                "reelmill.sample=false",
                "reelmill.node.slots=1",
                "reelmill.admin.user=" + USER,
                "reelmill.admin.password=" + PASSWORD));
        try {
            Path own = Files.createDirectory(folder.resolve("server" + servers.size()));
            servers.add(wildFly ? ServerProcess.onWildFly(own, settings) : ServerProcess.onPayara(own, settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path home(int server) {
        return folder.resolve("home" + server);
    }

    Path work(String name) {
        return share.work().resolve(name);
    }

    /** A film arrives, whole at once. */
    void bring(Path film, String name) throws IOException {
        Path arriving = work("source").resolve(name + ".part");
        Files.copy(film, arriving, StandardCopyOption.REPLACE_EXISTING);
        Files.move(arriving, work("source").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Encoders and their like, that servers of the farm have started. */
    List<ProcessHandle> tools() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> process.info()
                            .command()
                            .filter(command -> command.startsWith(folder.toString()) && command.contains("/home"))
                            .isPresent())
                    .toList();
        }
    }

    /** The parts that lie there finished. */
    List<Path> parts() {
        try (Stream<Path> files = Files.walk(work("transcode"))) {
            return files.filter(file -> file.toString().endsWith(".mp4")
                            && !file.getFileName().toString().startsWith("tmp-"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // something of it is being removed
            return List.of();
        }
    }

    /** Everything in the work folder that is a file, but for the markers of its folders. */
    List<String> files() {
        try (Stream<Path> files = Files.walk(share.work())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(".reelmill"))
                    .map(file -> share.work().relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        servers.forEach(ServerProcess::kill);
        database.close();
        share.close();
    }
}
