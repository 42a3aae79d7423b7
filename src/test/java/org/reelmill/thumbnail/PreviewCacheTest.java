package org.reelmill.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.WorkFolders;

class PreviewCacheTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path home;

    private PreviewCache cache;

    @BeforeEach
    void prepare() {
        WorkFolders folders =
                new WorkFolders(Configuration.from(Map.of("REELMILL_HOME", home.toString()), new Properties()));
        home.resolve("work").toFile().mkdirs();
        cache = new PreviewCache(folders);
    }

    @Test
    void showsAPreviewWhenItIsWhole() throws Exception {
        Path partial = cache.begin();
        Files.writeString(partial.resolve("poster.jpg"), "a picture");
        assertThat(cache.file(KEY, "poster.jpg")).isEmpty();

        cache.publish(partial, KEY);

        assertThat(cache.file(KEY, "poster.jpg"))
                .hasValueSatisfying(file -> assertThat(file).hasContent("a picture"));
        assertThat(partial).doesNotExist();
    }

    @Test
    void keepsTheOneThatIsThere() throws Exception {
        for (String text : new String[] {"first", "second"}) {
            Path partial = cache.begin();
            Files.writeString(partial.resolve("poster.jpg"), text);
            cache.publish(partial, KEY);
            assertThat(partial).doesNotExist();
        }

        assertThat(cache.file(KEY, "poster.jpg"))
                .hasValueSatisfying(file -> assertThat(file).hasContent("first"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../secret", "secret", "tiles.vtt.tmp", "poster.svg", ""})
    void givesNothingElseAway(String name) throws Exception {
        Path partial = cache.begin();
        Files.writeString(partial.resolve("secret"), "not to be seen");
        cache.publish(partial, KEY);
        Files.writeString(home.resolve("work/preview/secret"), "not to be seen");

        assertThat(cache.file(KEY, name)).isEmpty();
        assertThat(cache.file("../" + KEY.substring(3), "poster.jpg")).isEmpty();
    }

    @Test
    void sweepsWhatWasLeftHalfMade() throws Exception {
        Path old = cache.begin();
        Files.writeString(old.resolve("sheet-0.jpg"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
        Path fresh = cache.begin();

        cache.sweepPartials(Instant.EPOCH.plusSeconds(1));

        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }
}
