package org.reelmill.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormBodyTest {

    private static final String TYPE = "multipart/form-data; boundary=\"xYz\"";

    private static FormBody form(String type, String body) {
        return new FormBody(type, bytes(body));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(FormBody.Part part) throws IOException {
        return new String(part.content().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void givesOnePartAfterTheOther() throws IOException {
        FormBody form = form(
                TYPE,
                "--xYz\r\nContent-Disposition: form-data; name=\"item\"\r\nContent-Type: application/json\r\n\r\n{}"
                        + "\r\n--xYz\r\ncontent-disposition: form-data; filename=\"a.mp4\"; name=\"file\"\r\n\r\n"
                        + "one\r\n--xY\r\n\r\ntwo\r\n--xYz--\r\n");

        FormBody.Part item = form.next().orElseThrow();
        assertThat(item.name()).isEqualTo("item");
        assertThat(text(item)).isEqualTo("{}");
        FormBody.Part file = form.next().orElseThrow();
        assertThat(file.name()).isEqualTo("file");
        assertThat(text(file)).isEqualTo("one\r\n--xY\r\n\r\ntwo");
        assertThat(form.next()).isEmpty();
    }

    @Test
    void takesAnEmptyPartAndUnquotedNames() throws IOException {
        FormBody form = form(
                "Multipart/Form-Data; boundary=xYz",
                "--xYz\r\nContent-Disposition: form-data; name=file\r\n\r\n\r\n--xYz--");

        assertThat(text(form.next().orElseThrow())).isEmpty();
        assertThat(form.next()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "filename=\"a.mp4\"|a.mp4",
                "filename=\"a; name=b.mp4\"|a; name=b.mp4",
                "filename=\"say \\\"no\\\".mp4\"|say \"no\".mp4",
                "filename=\"say %22no%22.mp4\"|say \"no\".mp4",
                "filename=\"Gr\u00fc\u00dfe.mp4\"|Gr\u00fc\u00dfe.mp4",
                "filename*=utf-8''Gr%C3%BC%C3%9Fe+1.mp4|Gr\u00fc\u00dfe+1.mp4"
            })
    void tellsWhatAFileIsCalled(String parameter, String name) {
        byte[] body = ("--xYz\r\nContent-Disposition: form-data; name=\"video\"; " + parameter + "\r\n\r\n1\r\n--xYz--")
                .getBytes(StandardCharsets.UTF_8);

        FormBody.Part part =
                new FormBody(TYPE, new ByteArrayInputStream(body)).next().orElseThrow();

        assertThat(part.name()).isEqualTo("video");
        assertThat(part.fileName()).contains(name);
    }

    @Test
    void knowsNoNameOfWhatIsNoFileAndAnEmptyOneOfNone() {
        assertThat(fileName("")).isEmpty();
        assertThat(fileName("; filename=\"\"")).contains("");
        assertThatThrownBy(() -> fileName("; filename*=utf-8''%zz")).isInstanceOf(InvalidInputException.class);
    }

    private static Optional<String> fileName(String parameter) {
        return form(TYPE, "--xYz\r\nContent-Disposition: form-data; name=\"video\"" + parameter + "\r\n\r\n\r\n--xYz--")
                .next()
                .orElseThrow()
                .fileName();
    }

    @Test
    void keepsLargePartsAsTheyAre() throws IOException {
        String large = "ab\r\r\n-".repeat(50_000);

        FormBody form =
                form(TYPE, "--xYz\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n" + large + "\r\n--xYz--");

        assertThat(text(form.next().orElseThrow())).isEqualTo(large);
    }

    @Test
    void refusesWhatEndsBeforeItsTimeOrIsNoForm() {
        assertThatThrownBy(() -> form("multipart/form-data", "")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> form(TYPE, "no form")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> text(form(TYPE, "--xYz\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\ncut off")
                        .next()
                        .orElseThrow()))
                .isInstanceOf(InvalidInputException.class);
    }
}
