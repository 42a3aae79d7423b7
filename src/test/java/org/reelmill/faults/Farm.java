package org.reelmill.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.reelmill.app.ReelmillDataSource;
import org.reelmill.testing.MariaDbProcess;
import org.reelmill.testing.ServerProcess;
import org.reelmill.testing.Sql;

/** Some servers, one database, one work folder. */
final class Farm implements AutoCloseable {

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

    /** A server that is not started yet. */
    ServerProcess addServer() {
        return add("server" + servers.size(), List.of());
    }

    /** A server that believes to be another one: it has that one's home, and calls itself by its name. */
    ServerProcess addTwin(int of) {
        return add(
                "twin-of-" + of,
                List.of(
                        "reelmill.home=" + home(of),
                        "reelmill.http.port=" + servers.get(of).port()));
    }

    private ServerProcess add(String name, List<String> special) {
        try {
            List<String> settings = new ArrayList<>(database.settings());
            settings.addAll(
                    List.of("reelmill.work.dir=" + share.work(), "reelmill.sample=false", "reelmill.node.slots=1"));
            if (special.isEmpty()) {
                Path home = Files.createDirectory(home(servers.size()));
                Files.createFile(home.resolve(".reelmill"));
                settings.add("reelmill.home=" + home);
            }
            settings.addAll(special);
            ServerProcess server = ServerProcess.in(Files.createDirectory(folder.resolve(name)), settings);
            servers.add(server);
            return server;
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

    /** Everything in the work folder that is a file. */
    List<String> files() {
        try (Stream<Path> files = Files.walk(share.work())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> share.work().relativize(file).toString())
                    .filter(name -> !name.equals(".reelmill"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<ServerProcess> running(int number) {
        return Optional.of(servers.get(number)).filter(ServerProcess::isAlive);
    }

    @Override
    public void close() {
        servers.forEach(ServerProcess::kill);
        database.close();
        share.close();
    }
}
