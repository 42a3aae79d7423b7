package org.reelmill.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.account.Caller;
import org.reelmill.account.Preferences;
import org.reelmill.account.Role;
import org.reelmill.media.MediaEngine;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NoSpaceException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.RejectedException;
import org.reelmill.simulation.Beans;
import org.reelmill.testing.BreakingStream;
import org.reelmill.testing.FakeMediaEngine;
import org.reelmill.testing.Mounts;
import org.reelmill.testing.Sql;

/** Films that arrive in pieces, on a real database and disk. */
class ResumableUploadsTest {

    private static final String FILM = "a film of some bytes";
    private static final long MEBIBYTE = 1L << 20;

    @TempDir
    static Path home;

    private static Beans beans;
    private static Path source;

    private final Caller user = caller("user", Role.USER);
    private ResumableUploads uploads;
    private String name;

    @BeforeAll
    static void openDatabase() throws Exception {
        Configuration configuration = Beans.inMemory(home, "uploads", Map.of());
        source = new WorkFolders(configuration).source();
        beans = new Beans(
                configuration,
                Map.of(MediaEngine.class, new FakeMediaEngine(), UploadedBytes.class, (UploadedBytes) owner -> 0));
        beans.get(Policies.class).addMissing();
    }

    @BeforeEach
    void begin() throws IOException {
        uploads = beans.get(ResumableUploads.class);
        name = "film " + UUID.randomUUID() + ".mp4";
        sql().update("DELETE FROM upload");
        for (Path leftover : leftovers()) {
            Files.delete(leftover);
        }
    }

    @Test
    void aFilmInPiecesIsThereWhenAllOfThemAre() throws Exception {
        PartialUpload upload = create(Optional.empty());
        assertThat(append(upload, 0, FILM.substring(0, 7))).isEqualTo(7);
        assertThat(source.resolve(name)).doesNotExist();
        assertThat(again(upload).received()).isEqualTo(7);

        assertThat(append(upload, 7, FILM.substring(7))).isEqualTo(FILM.length());

        assertThat(source.resolve(name)).hasContent(FILM);
        assertThat(again(upload).done()).isTrue();
        assertThat(leftovers()).isEmpty();
        assertThat(append(upload, FILM.length(), "")).as("told again").isEqualTo(FILM.length());
    }

    @Test
    void goesOnAfterABreakFromWhatHasArrived() throws Exception {
        PartialUpload upload = create(Optional.empty());
        InputStream broken = new SequenceInputStream(stream(FILM.substring(0, 5)), new BreakingStream());
        assertThat(uploads.append(upload.uuid(), user, 0, broken, Optional.empty()))
                .isEqualTo(5);

        append(upload, 5, FILM.substring(5));

        assertThat(source.resolve(name)).hasContent(FILM);
    }

    @Test
    void whatWasWrittenBeyondWhatCountsIsWrittenAgain() throws Exception {
        PartialUpload upload = create(Optional.empty());
        append(upload, 0, FILM.substring(0, 5));
        // a server was killed before it could count these
        Files.writeString(leftovers().get(0), FILM.substring(0, 5) + "rubbish");

        append(upload, 5, FILM.substring(5));

        assertThat(source.resolve(name)).hasContent(FILM);
    }

    @Test
    void whatHasArrivedWhenTheDiskBecomesFullIsKeptUntilThereIsRoom() throws Exception {
        int free = 80;
        int size = 10;
        byte[] film = new byte[(int) (size * MEBIBYTE)];
        assumeThat(Mounts.small(source, (int) (free * MEBIBYTE / 1024)))
                .as("something can be mounted")
                .isTrue();
        try {
            PartialUpload upload = create(film.length);
            assertThat(append(upload, 0, "begun")).isEqualTo(5);
            Path other = source.resolve("other.mp4");
            Files.write(other, new byte[(int) ((free - size / 2) * MEBIBYTE)]);
            InputStream rest = new ByteArrayInputStream(film, 5, film.length - 5);
            assertThatThrownBy(() -> uploads.append(upload.uuid(), user, 5, rest, Optional.empty()))
                    .isInstanceOf(NoSpaceException.class)
                    .hasMessageContaining("kept");
            assertThat(again(upload).received()).isEqualTo(5);

            Files.delete(other);
            uploads.append(
                    upload.uuid(), user, 5, new ByteArrayInputStream(film, 5, film.length - 5), Optional.empty());
            assertThat(source.resolve(name)).hasSize(film.length);
        } finally {
            Mounts.remove(source);
        }
    }

    @Test
    void oneWhoseBytesSomebodyRemovedHasToBeBegunAgain() throws Exception {
        PartialUpload upload = create(Optional.of(sha256(FILM)));
        append(upload, 0, FILM.substring(0, 5));
        Files.delete(leftovers().get(0));

        assertThatThrownBy(() -> append(upload, 5, FILM.substring(5))).isInstanceOf(NotFoundException.class);

        assertThat(leftovers()).isEmpty();
        assertThat(create(Optional.of(sha256(FILM))).received()).isZero();
    }

    @Test
    void aPieceBeginsWhereTheLastOneEnded() throws Exception {
        PartialUpload upload = create(Optional.empty());
        append(upload, 0, FILM.substring(0, 5));

        assertThatThrownBy(() -> append(upload, 0, FILM)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> append(upload, 6, FILM)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> append(upload, 5, FILM)).isInstanceOf(InvalidInputException.class);
        assertThat(again(upload).received()).isEqualTo(5);
    }

    @Test
    void aPieceThatIsOvertakenCountsNoMore() throws Exception {
        PartialUpload upload = create(Optional.empty());
        InputStream slow = new SequenceInputStream(stream(FILM.substring(0, 5)), new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    append(upload, 0, FILM.substring(0, 8));
                } catch (ResumableUploads.ChecksumMismatchException e) {
                    throw new IOException(e);
                }
                return -1;
            }
        });

        assertThatThrownBy(() -> uploads.append(upload.uuid(), user, 0, slow, Optional.empty()))
                .isInstanceOf(ConflictException.class);

        assertThat(again(upload).received()).isEqualTo(8);
        append(upload, 8, FILM.substring(8));
        assertThat(source.resolve(name)).hasContent(FILM);
    }

    @Test
    void nothingOfAPieceCountsThatIsNotWhatItsChecksumSays() throws Exception {
        PartialUpload upload = create(Optional.empty());

        assertThatThrownBy(() -> uploads.append(upload.uuid(), user, 0, stream("other"), checksum("piece")))
                .isInstanceOf(ResumableUploads.ChecksumMismatchException.class);
        assertThat(again(upload).received()).isZero();

        uploads.append(upload.uuid(), user, 0, stream(FILM), checksum(FILM));
        assertThat(source.resolve(name)).hasContent(FILM);
    }

    @Test
    void aFilmThatIsNotAsAnnouncedIsThrownAway() throws Exception {
        PartialUpload upload = create(Optional.of(sha256("another film")));

        assertThatThrownBy(() -> append(upload, 0, FILM)).isInstanceOf(InvalidInputException.class);

        assertThat(source.resolve(name)).doesNotExist();
        assertThat(leftovers()).isEmpty();
        assertThatThrownBy(() -> again(upload)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void twoUploadsNeverWantOneName() throws Exception {
        PartialUpload upload = create(Optional.empty());
        assertThatThrownBy(() -> uploads.create(wish(Optional.empty()), caller("other", Role.OPERATOR)))
                .isInstanceOf(ConflictException.class);

        Files.writeString(source.resolve(name), "appeared meanwhile");
        assertThatThrownBy(() -> append(upload, 0, FILM)).isInstanceOf(ConflictException.class);
        assertThat(source.resolve(name)).hasContent("appeared meanwhile");
        assertThat(again(upload).received())
                .as("its client must not believe that it is done")
                .isLessThan(FILM.length());
    }

    @Test
    void aClientThatLostTheAddressGoesOnIfItIsSurelyTheSameFilm() throws Exception {
        PartialUpload upload = create(Optional.of(sha256(FILM)));
        append(upload, 0, FILM.substring(0, 5));

        PartialUpload same = create(Optional.of(sha256(FILM)));
        assertThat(same.uuid()).isEqualTo(upload.uuid());
        assertThat(same.received()).isEqualTo(5);

        PartialUpload other = create(Optional.of(sha256("another film")));
        assertThat(other.received()).isZero();
        assertThatThrownBy(() -> again(upload)).isInstanceOf(NotFoundException.class);
        assertThat(leftovers()).isEmpty();

        append(other, 0, FILM.substring(0, 5));
        assertThat(create(Optional.empty()).received())
                .as("nobody knows what it is")
                .isZero();
    }

    @Test
    void anEndThatACrashKeptFromBeingToldIsToldAgain() throws Exception {
        PartialUpload upload = create(Optional.empty());
        append(upload, 0, FILM.substring(0, 7));
        // named, but a server was killed before it could note it
        Files.writeString(leftovers().get(0), FILM);
        Files.createLink(source.resolve(name), leftovers().get(0));
        assertThat(again(upload).received()).isEqualTo(7);

        append(upload, 7, FILM.substring(7));

        assertThat(source.resolve(name)).hasContent(FILM);
        assertThat(again(upload).done()).isTrue();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void anUploadIsItsOwnersAffair() {
        PartialUpload upload = create(Optional.empty());

        assertThatThrownBy(() -> uploads.get(upload.uuid(), caller("other", Role.USER)))
                .isInstanceOf(NotFoundException.class);
        assertThat(uploads.get(upload.uuid(), caller("operator", Role.OPERATOR)).uuid())
                .isEqualTo(upload.uuid());
    }

    @Test
    void whatIsEndedOrNotGoneOnWithLeavesNothing() throws Exception {
        PartialUpload ended = create(Optional.empty());
        append(ended, 0, "a f");
        uploads.end(ended.uuid(), user);
        assertThat(leftovers()).isEmpty();

        PartialUpload old = create(Optional.empty());
        append(old, 0, "a f");
        uploads.sweep();
        assertThat(again(old).received()).isEqualTo(3);
        sql().update("UPDATE upload SET expires = CURRENT_TIMESTAMP(3)");
        uploads.sweep();
        assertThat(leftovers()).isEmpty();
        assertThatThrownBy(() -> again(old)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void hasLimits() {
        with(Map.of(Policy.UPLOAD_MAX_MIB, "1", Policy.UPLOADS_OPEN, "1"), () -> {
            assertThatThrownBy(() -> create(MEBIBYTE + 1))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("uploadMaxMiB");
            create(MEBIBYTE);
            name = "second " + name;
            assertThatThrownBy(() -> create(1)).isInstanceOf(ConflictException.class);
        });
    }

    @Test
    void anAccountHasAQuotaOfWhatIsAnnouncedAndWhatStillLiesHere() {
        with(Map.of(Policy.UPLOAD_QUOTA_MIB, "1"), () -> {
            String film = name;
            uploads.receiveWhole(
                    film, stream(FILM), new SourceUploads.Announced(OptionalLong.empty(), Optional.empty()), user);
            name = "second " + film;
            assertThatThrownBy(() -> create(MEBIBYTE))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("uploadQuotaMiB");
            create(MEBIBYTE - FILM.length());
            name = "third " + film;
            assertThatThrownBy(() -> create(1)).isInstanceOf(RejectedException.class);
            assertThatThrownBy(() -> uploads.receiveWhole(
                            name,
                            stream(FILM),
                            new SourceUploads.Announced(OptionalLong.empty(), Optional.empty()),
                            user))
                    .as("a film whose length nobody told")
                    .isInstanceOf(RejectedException.class);
            assertThat(source.resolve(name)).doesNotExist();

            sql().update("UPDATE upload SET expires = CURRENT_TIMESTAMP(3) WHERE name = ?", film);
            uploads.sweep();
            assertThatThrownBy(() -> create(1)).isInstanceOf(RejectedException.class);
            delete(source.resolve(film));
            assertThat(create(1).bytes()).as("what was milled counts no more").isEqualTo(1);
        });
    }

    private static void with(Map<Policy, String> values, Runnable test) {
        Policies policies = beans.get(Policies.class);
        values.forEach((policy, value) -> policies.set(policy.key(), value));
        try {
            test.run();
        } finally {
            values.keySet().forEach(policy -> policies.set(policy.key(), policy.defaultValue()));
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PartialUpload create(long bytes) {
        return uploads.create(new ResumableUploads.Wish(name, bytes, Optional.empty(), ""), user);
    }

    @Test
    void takesNoFileThatIsNoFilmByItsName() {
        for (String other : new String[] {"a.jpg", "a.MP3", "a.html"}) {
            name = other;
            assertThatThrownBy(() -> create(1)).isInstanceOf(RejectedException.class);
        }
    }

    @Test
    void refusesNamesThatLeaveTheFolder() {
        for (String hostile :
                new String[] {"../film.mp4", "a/film.mp4", "", ".hidden.mp4", "film\n.mp4", "film.part"}) {
            name = hostile;
            assertThatThrownBy(() -> create(Optional.empty())).as(hostile).isInstanceOf(InvalidInputException.class);
        }
    }

    private PartialUpload create(Optional<String> sha256) {
        return uploads.create(wish(sha256), user);
    }

    private ResumableUploads.Wish wish(Optional<String> sha256) {
        return new ResumableUploads.Wish(name, FILM.length(), sha256, "");
    }

    private long append(PartialUpload upload, long offset, String piece)
            throws ResumableUploads.ChecksumMismatchException {
        return uploads.append(upload.uuid(), user, offset, stream(piece), Optional.empty());
    }

    private PartialUpload again(PartialUpload upload) {
        return uploads.get(upload.uuid(), user);
    }

    private static List<Path> leftovers() throws IOException {
        try (var files = Files.list(source)) {
            return files.filter(file -> file.getFileName().toString().startsWith("tmp-"))
                    .toList();
        }
    }

    private static Optional<ResumableUploads.Checksum> checksum(String of) throws Exception {
        return Optional.of(new ResumableUploads.Checksum(
                MessageDigest.getInstance("SHA-1"),
                MessageDigest.getInstance("SHA-1").digest(of.getBytes(UTF_8))));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static Sql sql() {
        return new Sql(beans.dataSource());
    }

    private static Caller caller(String name, Role role) {
        return new Caller(1, name, role, Caller.Means.TOKEN, Optional.empty(), false, Preferences.USUAL);
    }
}
