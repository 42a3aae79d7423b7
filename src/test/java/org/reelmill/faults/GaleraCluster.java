package org.reelmill.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Three MariaDB servers of this machine as one Galera cluster, on the loopback address. */
final class GaleraCluster implements AutoCloseable {

    private static final int SERVERS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Of one server: for clients, for the group, for changes that it missed, for a whole copy. */
    private static final int PORTS = 4;

    private final Path folder;
    private final List<int[]> ports = new ArrayList<>();
    private final Process[] processes = new Process[SERVERS];

    /** A cluster that runs, with an empty database. @param folder empty */
    GaleraCluster(Path folder) {
        this.folder = folder;
        IntStream.range(0, SERVERS).forEach(server -> ports.add(freePorts()));
        // a server and its copying run as an account that is not root
        run("chmod", "o+x", folder.toString(), folder.getParent().toString());
        for (int server = 0; server < SERVERS; server++) {
            install(server);
            start(server, server == 0);
        }
        try (Connection connection = connect(0);
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE reelmill");
            statement.execute("CREATE USER mill@'127.0.0.1' IDENTIFIED BY 'mill'");
            statement.execute("GRANT ALL ON reelmill.* TO mill@'127.0.0.1'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a node is told of it. */
    String url() {
        String hosts = ports.stream().map(port -> "127.0.0.1:" + port[0]).collect(Collectors.joining(","));
        return "jdbc:mysql://" + hosts + "/reelmill?failOverReadOnly=false";
    }

    /** Kills a server as {@code kill -9} does. */
    void kill(int server) {
        // the process is a shell's or runuser's child where this is root
        processes[server].descendants().forEach(ProcessHandle::destroyForcibly);
        processes[server].destroyForcibly();
        processes[server].onExit().join();
    }

    /** Has it come back and catch up. */
    void startAgain(int server) {
        start(server, false);
    }

    @Override
    public void close() {
        for (int server = 0; server < SERVERS; server++) {
            if (processes[server] != null && processes[server].isAlive()) {
                kill(server);
            }
        }
    }

    private void install(int server) {
        Path data = folder.resolve("data" + server);
        try {
            Files.createDirectory(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (isRoot()) {
            run("chown", "-R", "mysql:mysql", data.toString());
        }
        run(as("mariadb-install-db", "--no-defaults", "--datadir=" + data, "--auth-root-authentication-method=normal"));
    }

    private void start(int server, boolean first) {
        int[] port = ports.get(server);
        Path data = folder.resolve("data" + server);
        String members = ports.stream().map(each -> "127.0.0.1:" + each[1]).collect(Collectors.joining(","));
        List<String> command = new ArrayList<>(List.of(as(
                "/usr/sbin/mariadbd",
                "--no-defaults",
                "--datadir=" + data,
                "--socket=" + data.resolve("s"),
                "--pid-file=" + data.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port[0],
                "--binlog-format=ROW",
                "--innodb-autoinc-lock-mode=2",
                "--innodb-flush-log-at-trx-commit=0",
                "--wsrep-on=ON",
                "--wsrep-provider=/usr/lib/galera/libgalera_smm.so",
                "--wsrep-cluster-name=reelmill",
                "--wsrep-cluster-address=gcomm://" + (first ? "" : members),
                "--wsrep-node-name=server" + server,
                "--wsrep-node-address=127.0.0.1:" + port[1],
                "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:" + port[1] + ";ist.recv_addr=127.0.0.1:"
                        + port[2],
                "--wsrep-sst-method=rsync",
                "--wsrep-sst-receive-address=127.0.0.1:" + port[3])));
        if (first) {
            command.add("--wsrep-new-cluster");
        }
        try {
            processes[server] = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("server" + server + ".log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> isSynced(server));
    }

    private boolean isSynced(int server) {
        if (!processes[server].isAlive()) {
            throw new IllegalStateException("server " + server + " has ended, see its log in " + folder);
        }
        try (Connection connection = connect(server);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW STATUS LIKE 'wsrep_local_state_comment'")) {
            return rows.next() && rows.getString(2).equals("Synced");
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect(int server) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + ports.get(server)[0] + "/?connectTimeout=2000&socketTimeout=5000",
                "root",
                "");
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static String[] as(String... command) {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(List.of("runuser", "-u", "mysql", "--"));
        }
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }

    private static void run(String... command) {
        try {
            int code = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int[] freePorts() {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int port = 0; port < PORTS; port++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            int[] free = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return free;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
