package org.reelmill.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.testing.Sql;

/** Who is served next. */
class ScansTest {

    @TempDir
    Path home;

    private TestLibrary library;
    private Sql sql;

    @BeforeEach
    void open() {
        library = TestLibrary.inMemory(home);
        sql = library.sql();
    }

    @Test
    void whoHasFewestUnderWayComesFirst() {
        scan(1, "greedy", true);
        scan(2, "greedy", false);
        scan(3, "greedy", false);
        scan(4, "modest", false);

        assertThat(next(2)).containsExactly(4L);
        assertThat(next(3)).containsExactly(4L, 2L);
        assertThat(next(1)).isEmpty();
    }

    @Test
    void whoAskedFirstComesFirstOtherwise() {
        scan(7, "one", false);
        scan(8, "two", false);

        assertThat(next(1)).containsExactly(7L);
    }

    @Test
    void theLookIntoMediaTakesNobodysPlace() {
        scan(LibraryScan.MEDIA, "system", true);
        scan(5, "one", false);

        assertThat(next(1)).containsExactly(5L);
    }

    @Test
    void aFolderIsReadByOneScan() {
        library.write("a/b/film.mp4", 1);
        library.scan();
        Scans scans = library.get(Scans.class);

        long whole = scans.request(library.find("a")).orElseThrow().id();

        assertThat(scans.request(library.find("a/b")).orElseThrow().id()).isEqualTo(whole);
        assertThat(scans.request(library.find("a")).orElseThrow().id()).isEqualTo(whole);
        assertThat(scans.all()).hasSize(1);
    }

    @Test
    void whatASilentServerHadComesBack() {
        scan(9, "one", true);
        assertThat(next(2)).isEmpty();

        sql.update("UPDATE library_scan SET aliveUntil = TIMESTAMPADD(SECOND, -1, CURRENT_TIMESTAMP(3))");
        library.get(ScanRepository.class).releaseSilent();

        assertThat(next(2)).containsExactly(9L);
    }

    @Test
    void whatShallEndGoesOnNoMore() {
        scan(9, "one", true);
        Scans scans = library.get(Scans.class);
        long id = scans.all().get(0).id();

        scans.note(id, 3, 0);
        assertThat(scans.isWanted(id)).isTrue();
        scans.cancel(id);

        assertThat(scans.isWanted(id)).isFalse();
        assertThat(scans.all().get(0).folders()).isEqualTo(3);
    }

    private void scan(long folder, String actor, boolean running) {
        sql.update(
                "INSERT INTO library_scan (folderID, actor, requested, aliveUntil) VALUES (?, ?, CURRENT_TIMESTAMP(3), "
                        + (running ? "TIMESTAMPADD(SECOND, 60, CURRENT_TIMESTAMP(3))" : "NULL") + ")",
                folder,
                actor);
    }

    private List<Long> next(int atATime) {
        return Scans.next(library.get(Scans.class).all(), atATime).stream()
                .map(LibraryScan::folderId)
                .toList();
    }
}
