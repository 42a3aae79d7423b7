package org.reelmill.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonInputTest {

    @Test
    void readsWhatIsThereAndTakesNullForAbsent() {
        JsonInput json = read("{\"a\":\"x\",\"b\":5,\"c\":true,\"d\":[\"y\",\"z\"],\"e\":null}");

        assertThat(json.text("a")).contains("x");
        assertThat(json.number("b")).contains(5);
        assertThat(json.flag("c")).contains(true);
        assertThat(json.texts("d"))
                .hasValueSatisfying(texts -> assertThat(texts).containsExactly("y", "z"));
        assertThat(json.text("e")).isEmpty();
        assertThat(json.scalar("b")).contains("5");
        assertThat(json.scalar("c")).contains("true");
    }

    @Test
    void refusesOtherTypes() {
        JsonInput json = read("{\"a\":\"x\",\"b\":5.5,\"c\":12345678901,\"d\":[1]}");

        assertField("a", () -> json.number("a"));
        assertField("a", () -> json.flag("a"));
        assertField("b", () -> json.number("b"));
        assertField("b", () -> json.text("b"));
        assertField("c", () -> json.number("c"));
        assertField("d", () -> json.texts("d"));
        assertField("d", () -> json.scalar("d"));
        assertField("e", () -> JsonInput.required("e", json::text));
    }

    @Test
    void refusesHalfACharacter() {
        JsonInput json = read("{\"a\":\"film\\ud800.mp4\",\"b\":\"\\ud83d\\ude00\"}");

        assertField("a", () -> json.text("a"));
        assertThat(json.text("b")).contains("😀");
    }

    @Test
    void readsChoicesAndTimes() {
        JsonInput json =
                read("{\"a\":\"SECONDS\",\"b\":\"2026-12-31T23:59:59Z\",\"c\":\"seconds\",\"d\":\"tomorrow\",\"e\":1}");

        assertThat(json.choice("a", ChronoUnit.class)).contains(ChronoUnit.SECONDS);
        assertThat(json.time("b")).contains(Instant.ofEpochSecond(1798761599));
        assertField("c", () -> json.choice("c", ChronoUnit.class));
        assertField("d", () -> json.time("d"));
        assertField("e", () -> json.choice("e", ChronoUnit.class));
        assertField("e", () -> json.time("e"));
    }

    @Test
    void refusesWhatItDoesNotKnowAndWhatIsNoObject() {
        assertField("x", () -> read("{\"x\":1}"));
        assertField("b", () -> read("{\"a\":[1],\"b\":{\"a\":1},\"b\":2}"));
        for (String bad : new String[] {"", "[]", "{", "5", "{} {}", "x".repeat(70_000)}) {
            assertField("body", () -> read(bad));
        }
    }

    private static JsonInput read(String json) {
        return JsonInput.read(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), Set.of("a", "b", "c", "d", "e"));
    }

    private static void assertField(String field, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(InvalidInputException.class, refusal -> assertThat(refusal.field())
                        .isEqualTo(field));
    }
}
