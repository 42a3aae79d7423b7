package org.reelmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Path file;
    private Ledger ledger;

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.writeString(folder.resolve("a & b.png"), "picture");
        ledger = new Ledger(folder.resolve("below/items.db"));
    }

    private Entry entry() {
        return Entry.of(file, "webp", folder.resolve("a & b.webp"), NOW);
    }

    @Test
    void keepsEntriesByFileAndConversion() {
        Entry sent = entry().sent("http://one", "item 1", NOW.plusSeconds(1)).missed(NOW.plusSeconds(2));
        ledger.put(entry());
        ledger.put(sent);

        Ledger again = new Ledger(folder.resolve("below/items.db"));
        assertThat(again.all()).containsExactly(sent);
        assertThat(again.find(file, "webp")).contains(sent);
        assertThat(again.find(file, "opus")).isEmpty();
        assertThat(again.findItem("item 1")).contains(sent);
        assertThat(again.open()).containsExactly(sent);
    }

    @Test
    void forgetsWhatIsRemoved() {
        ledger.put(entry());
        ledger.remove(entry());

        assertThat(ledger.all()).isEmpty();
    }

    @Test
    void anotherAttemptIsAnotherRequest() {
        Entry again = entry().again("lost", NOW);

        assertThat(again.idempotencyKey()).isNotEqualTo(entry().idempotencyKey());
        assertThat(entry().idempotencyKey()).isEqualTo(entry().idempotencyKey());
        assertThat(again.status()).isEqualTo(Entry.Status.QUEUED);
    }

    @Test
    void noticesThatAFileWasChanged() throws IOException {
        Entry before = entry();
        assertThat(before.isOfThisFile()).isTrue();

        Files.writeString(file, "another picture");

        assertThat(before.isOfThisFile()).isFalse();
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoDatabase() throws IOException {
        Path garbage = Files.writeString(folder.resolve("garbage.db"), "no database at all".repeat(1000));

        assertThatThrownBy(() -> new Ledger(garbage).all())
                .isInstanceOf(CliException.class)
                .hasMessageContaining(garbage.toString());
    }
}
