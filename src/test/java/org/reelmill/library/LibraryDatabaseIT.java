package org.reelmill.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.testing.MariaDbServer;

/** The statements of the library on a real MariaDB; {@link ScanTest} and {@link TransferTest} have H2. */
@Tag("serverless")
class LibraryDatabaseIT {

    @TempDir
    Path home;

    @Test
    void isTheSameOnMariaDb() throws Exception {
        TestLibrary library = new TestLibrary(MariaDbServer.get().createDatabase(), home);
        List<String> names = List.of(
                "a.mp4",
                "A.mp4",
                "\u00e9.mp4",
                "e\u0301.mp4",
                "trailing ",
                "trailing",
                "\ud83c\udfac.mp4",
                "%_!'\".mp4");
        names.forEach(name -> library.write("a/b/" + name, 10));
        for (int i = 0; i < 1500; i++) {
            library.write("many/" + i, 1);
        }
        library.scan();
        library.checkSame();
        assertThat(library.find("a").entry().size()).isEqualTo(10L * names.size());

        Files.write(library.folder().resolve("a/b/A.mp4"), new byte[11]);
        Files.delete(library.folder().resolve("a/b/trailing "));
        library.scan();
        library.checkSame();

        library.get(Retention.class).retain(library.find("a/b/a.mp4"), Optional.of("why"), Optional.empty());
        library.get(Moving.class).move(library.find("a/b"), library.find("many"));
        library.get(Moving.class).remove(library.find("many/7"));
        library.checkSame();
        assertThat(library.find("many").entry().retained()).isEqualTo(1);

        SearchFilter filter = new SearchFilter(
                Optional.of("A.MP"),
                Set.of(EntryKind.VIDEO),
                true,
                Optional.empty(),
                List.of(new SearchFilter.Bound(SearchFilter.Measure.SIZE, true, 5L)));
        Library service = library.get(Library.class);
        assertThat(service.search(library.find(""), filter, 0, 10).rows())
                .extracting(LibraryEntry::name)
                .containsExactly("A.mp4", "a.mp4");
        Listing newest = new Listing(false, false, Listing.Order.NEWEST);
        assertThat(service.page(library.find("many"), newest, 1400, 500).rows()).hasSize(99);

        library.sql().rows("ANALYZE TABLE library_entry");
        long many = library.find("many").entry().id();
        for (Listing.Order order : Listing.Order.values()) {
            checkReadsOnlyAnIndex(library, EntryRepository.idsOf(new Listing(false, false, order)), many, 1, 100, 1000);
        }
        checkReadsOnlyAnIndex(library, EntryRepository.countOf(newest), many, 1);

        library.get(Moving.class).restore(library.inGarbage("many/7"));
        library.get(LibraryRoots.class).forget(library.root());
        assertThat(library.sql().number("SELECT COUNT(*) FROM library_entry")).isZero();
    }

    private static void checkReadsOnlyAnIndex(TestLibrary library, String query, Object... values) {
        assertThat(library.sql().rows("EXPLAIN " + query, values))
                .as(query)
                .singleElement(InstanceOfAssertFactories.LIST)
                .last()
                .isEqualTo("Using where; Using index");
    }
}
