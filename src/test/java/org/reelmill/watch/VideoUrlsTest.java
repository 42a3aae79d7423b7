package org.reelmill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reelmill.watch.VideoUrls.Base;

class VideoUrlsTest {

    private final VideoUrls urls = new VideoUrls(List.of(
            new Base(Path.of("/srv/media"), "https://media.example/v/"),
            new Base(Path.of("/srv/media/archive"), "https://archive.example"),
            new Base(Path.of("/storage"), "http://storage.example:8081//")));

    @Test
    void addsThePathBelowTheBaseToItsAddressWithoutDoubleSlashes() {
        assertThat(of("/srv/media/a/b.mp4")).isEqualTo("https://media.example/v/a/b.mp4");
        assertThat(of("/storage/c.mkv")).isEqualTo("http://storage.example:8081/c.mkv");
    }

    @Test
    void encodesEachName() {
        assertThat(of("/srv/media/ä b/50% #1?.mp4"))
                .isEqualTo("https://media.example/v/%C3%A4%20b/50%25%20%231%3F.mp4");
        assertThat(of("/srv/media/plain-._~1.MP4")).isEqualTo("https://media.example/v/plain-._~1.MP4");
    }

    @Test
    void theNearestBaseCounts() {
        assertThat(of("/srv/media/archive/x.mp4")).isEqualTo("https://archive.example/x.mp4");
    }

    @Test
    void guessesNothingOutsideOfItsBases() {
        assertThat(urls.of(Path.of("/elsewhere/x.mp4"))).isEmpty();
        assertThat(urls.of(Path.of("/srv/media/../x.mp4"))).isEmpty();
    }

    @Test
    void aSiblingWithALongerNameIsOutside_D3_8() {
        assertThat(urls.of(Path.of("/srv/media2/x.mp4"))).isEmpty();
    }

    private String of(String file) {
        return urls.of(Path.of(file)).orElseThrow();
    }
}
