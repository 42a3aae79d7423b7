package org.reelmill.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.DurableFile;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Uuids;
import org.reelmill.testing.MutableClock;

/** Uploads on a real disk, with items in memory. */
class ItemUploadsTest {

    private static final String FILM = "stands for a film";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final MemoryConversions store = new MemoryConversions(clock);

    @TempDir
    private Path home;

    private ConversionFiles files;
    private ItemUploads uploads;

    @BeforeEach
    void prepareFolders() throws IOException {
        Files.createFile(home.resolve(WorkFolders.MARKER));
        Properties properties = new Properties();
        properties.setProperty("reelmill.home", home.toString());
        WorkFolders folders = new WorkFolders(Configuration.from(Map.of(), properties));
        folders.prepare();
        files = new ConversionFiles(folders);
        uploads = new ItemUploads(store, files);
    }

    private UUID item(String sha512) {
        UUID uuid = Uuids.random();
        store.add(new NewItem(
                uuid,
                new Owner(1, "client"),
                new ItemWish("film.mp4", "x265", FILM.length(), Optional.of(sha512)),
                Optional.empty(),
                List.of()));
        return uuid;
    }

    private String sum() throws IOException {
        return Sha512.of(Files.writeString(home.resolve("film"), FILM));
    }

    private ConversionItem find(UUID uuid) {
        return store.find(uuid).orElseThrow();
    }

    private boolean receive(UUID uuid, long offset, String text) {
        return uploads.receive(find(uuid), offset, bytes(text));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void putsPartsTogetherAndLetsTheItemBeWorkedOn() throws IOException {
        UUID uuid = item(sum());

        assertThat(receive(uuid, 0, FILM.substring(0, 6))).isFalse();
        assertThat(uploads.received(find(uuid))).isEqualTo(6);
        assertThat(files.waiting(uuid)).doesNotExist();
        assertThat(receive(uuid, 6, FILM.substring(6))).isTrue();

        assertThat(files.waiting(uuid)).hasContent(FILM);
        assertThat(files.incoming(uuid)).doesNotExist();
        assertThat(find(uuid).whole()).isTrue();
        assertThatThrownBy(() -> receive(uuid, 0, FILM)).isInstanceOf(ConflictException.class);
    }

    @Test
    void keepsWhatABrokenConnectionHasBrought() throws IOException {
        UUID uuid = item(sum());
        InputStream breaking = new SequenceInputStream(bytes(FILM.substring(0, 4)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the connection broke");
            }
        });

        assertThatThrownBy(() -> uploads.receive(find(uuid), 0, breaking)).isInstanceOf(UncheckedIOException.class);
        assertThat(uploads.received(find(uuid))).isEqualTo(4);
        assertThat(receive(uuid, 4, FILM.substring(4))).isTrue();
    }

    @Test
    void takesAPartOnlyWhereItBelongs() throws IOException {
        UUID uuid = item(sum());
        receive(uuid, 0, FILM.substring(0, 6));

        assertThatThrownBy(() -> receive(uuid, 5, FILM.substring(5))).isInstanceOf(ConflictException.class);
        assertThat(uploads.received(find(uuid))).isEqualTo(6);
    }

    @Test
    void beginsAnewWhenTheFileIsNotWhatWasAnnounced() throws IOException {
        UUID other = item("0".repeat(128));
        UUID longer = item(sum());

        assertThatThrownBy(() -> receive(other, 0, FILM)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> receive(longer, 0, FILM + "!")).isInstanceOf(InvalidInputException.class);

        assertThat(uploads.received(find(other))).isZero();
        assertThat(uploads.received(find(longer))).isZero();
        assertThat(find(other).whole()).isFalse();
        assertThat(receive(longer, 0, FILM)).isTrue();
    }

    @Test
    void endsWhatAKilledServerHadAlmostDone() throws IOException {
        UUID uuid = item(sum());
        Files.writeString(files.waiting(uuid), FILM);

        assertThat(uploads.received(find(uuid))).isEqualTo(FILM.length());
        assertThat(receive(uuid, FILM.length(), "")).isTrue();
        assertThat(find(uuid).whole()).isTrue();
    }

    @Test
    void leavesOnlyTheResultThatCounts() throws IOException {
        UUID uuid = item(sum());
        receive(uuid, 0, FILM);
        ConversionClaim first = store.claim(new ConversionBroker.Worker(Uuids.random(), "a"), "t", 60)
                .orElseThrow();
        Files.writeString(files.partial(first), "half");
        ConversionClaim second = new ConversionClaim(uuid, first.fence() + 1, Optional.empty());
        Files.writeString(files.partial(second), "whole");
        files.discardOtherPartials(second);
        assertThat(files.partial(first)).doesNotExist();

        Path finished = files.finished(uuid, new ConversionItem.Result("film.mkv", 5, sum()));
        DurableFile.publish(files.partial(second), finished);
        files.keepOnly(uuid, finished);

        assertThat(finished).hasContent("whole");
        assertThat(files.waiting(uuid)).doesNotExist();
        assertThat(files.itemsBefore(Instant.now().plus(Duration.ofHours(1)))).containsExactly(uuid);
        files.removeAll(uuid);
        assertThat(finished).doesNotExist();
    }
}
