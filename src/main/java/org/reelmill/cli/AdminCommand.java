package org.reelmill.cli;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "admin",
        description = "What administrators do: the token must be one of theirs.",
        subcommands = {AdminCommand.Restore.class, RetainedCommand.class})
final class AdminCommand {

    /** Where a server looks for it when it starts. */
    private static final String RESTORE = "restore.zip";

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    @Command(
            name = "backup",
            mixinStandardHelpOptions = true,
            description =
                    "Fetches the database as it is now, for any kind of database. Keep it safe: it holds the hashes of"
                            + " passwords and tokens. Films are not in it.")
    Integer backup(@Mixin Common asked, @Parameters(paramLabel = "FILE") Path file) {
        Path part = fetch(asked, "backup", file);
        long rows = check(part);
        finish(asked, part, file, rows + " rows");
        return Exit.DONE;
    }

    @Command(
            name = "support",
            mixinStandardHelpOptions = true,
            description =
                    "Fetches what somebody who helps needs to know of a server, without secrets: look at it before you send it.")
    Integer support(@Mixin Common asked, @Parameters(paramLabel = "FILE") Path file) {
        finish(asked, fetch(asked, "support", file), file, "look at it before you send it");
        return Exit.DONE;
    }

    private static Path fetch(Common asked, String what, Path file) {
        refuseExisting(file);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        HttpResponse<InputStream> answer = asked.api().download(0, Optional.empty(), "admin", what);
        try (InputStream body = answer.body()) {
            copyPrivate(body, part);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be fetched or written", e);
        }
        return part;
    }

    private static void finish(Common asked, Path part, Path file, String note) {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
        asked.console()
                .result(
                        JsonText.object()
                                .add("file", file.toString())
                                .add("bytes", Entry.bytes(file))
                                .build(),
                        "%s: %d bytes, %s",
                        file,
                        Entry.bytes(file),
                        note);
    }

    private static void refuseExisting(Path file) {
        if (Files.exists(file)) {
            throw new CliException(Exit.USAGE, file + " is there already");
        }
    }

    /** Nobody else may read it, from its first byte on. */
    private static void copyPrivate(InputStream in, Path file) throws IOException {
        Files.deleteIfExists(file);
        if (POSIX) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            in.transferTo(out);
        }
    }

    /** Whether a backup is whole. @return how many rows it has */
    private static long check(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            ZipEntry manifest = zip.getEntry("manifest.json");
            if (manifest == null) {
                throw new CliException(Exit.FAILED, file + " is no backup, or broke off");
            }
            JsonObject tables = JsonText.read(
                            new String(zip.getInputStream(manifest).readAllBytes(), StandardCharsets.UTF_8))
                    .getJsonObject("tables");
            long rows = 0;
            for (String table : tables.keySet()) {
                JsonObject told = tables.getJsonObject(table);
                ZipEntry entry = zip.getEntry("tables/" + table + ".jsonl");
                if (entry == null || !sha256(zip.getInputStream(entry)).equals(told.getString("sha256"))) {
                    throw new CliException(Exit.FAILED, file + " is not whole: " + table);
                }
                rows += told.getJsonNumber("rows").longValue();
            }
            return rows;
        } catch (IOException | JsonException e) {
            throw new CliException(Exit.FAILED, file + " is no backup, or broke off: " + e.getMessage(), e);
        }
    }

    private static String sha256(InputStream in) throws IOException {
        try (in) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Command(
            name = "restore",
            description =
                    "Lays a backup ready for a server that is stopped and whose database is new and empty: it takes it when it"
                            + " starts. Start the other nodes after it.")
    static final class Restore implements Callable<Integer> {

        @Mixin
        private Common common;

        @Parameters(paramLabel = "FILE")
        private Path file;

        @Option(
                names = "--home",
                required = true,
                paramLabel = "FOLDER",
                description = "REELMILL_HOME of that server, such as /var/lib/reelmill")
        private Path home;

        @Override
        public Integer call() {
            long rows = check(file);
            if (!Files.isDirectory(home)) {
                throw new CliException(Exit.NOT_FOUND, home + " is not there");
            }
            Path target = home.resolve(RESTORE);
            Path part = home.resolve(RESTORE + ".part");
            refuseExisting(target);
            try {
                try (InputStream backup = Files.newInputStream(file)) {
                    copyPrivate(backup, part);
                }
                if (POSIX) {
                    // the server must be able to read it, whoever has put it there
                    Files.setOwner(part, Files.getOwner(home));
                }
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException e) {
                throw new CliException(Exit.USAGE, target + " is there already", e);
            } catch (IOException e) {
                throw new UncheckedIOException(target + " cannot be written", e);
            }
            common.console()
                    .result(
                            JsonText.object()
                                    .add("file", target.toString())
                                    .add("rows", rows)
                                    .build(),
                            "%s: %d rows, taken when the server starts",
                            target,
                            rows);
            return Exit.DONE;
        }
    }
}
