package org.reelmill.library.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FolderZipTest {

    /** Found by trying: a file of that name was unpacked beside the folder that somebody chose. */
    @Test
    void noNameLeadsOutOfTheFolderThatItIsUnpackedIn() {
        assertThat(FolderZip.name(Path.of("a", "..\\..\\evil.txt"))).isEqualTo("a/..\ufffd..\ufffdevil.txt");
    }
}
