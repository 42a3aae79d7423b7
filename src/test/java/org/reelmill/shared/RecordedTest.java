package org.reelmill.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The source is cut off|Die Quelle ist abgeschnitten",
                "Failed: transcode failed: there are no pictures in it"
                        + "|Gescheitert: Kodierung gescheitert: es sind keine Bilder darin",
                "The source is damaged: 2.5 s of its sound are lost: audio stream 1 (aac, deu)"
                        + "|Die Quelle ist beschädigt: 2,5 s ihres Tons sind verloren: Tonspur 1 (aac, deu)",
                "1920x1080 h264, 12.0 s, 300 pictures: 3 segments, 2 renditions (pictures will be compared)"
                        + "|1920x1080 h264, 12,0 s, 300 Bilder: 3 Abschnitte, 2 Fassungen (Bilder werden verglichen)",
                "not a film, or damaged so that nothing can be read: moov atom not found"
                        + "|kein Film, oder so beschädigt, dass sich nichts lesen lässt: moov atom not found",
                "Added: Source folder|Angelegt: Quellordner",
                "The file .reelmill is missing in its folder on this node: it may not be mounted"
                        + "|Die Datei .reelmill fehlt in ihrem Ordner auf diesem Knoten: vielleicht ist er nicht eingehängt",
                "The file .reelmill is missing in the folder of its garbage on this node: it may not be mounted"
                        + "|Die Datei .reelmill fehlt in dem Ordner ihres Papierkorbs auf diesem Knoten: vielleicht ist er"
                        + " nicht eingehängt",
                "21 files or more vanished at once from its top: if that is right, accept the loss"
                        + "|21 Dateien oder mehr sind auf einmal aus der obersten Ebene verschwunden: wenn das stimmt, bestätigen"
                        + " Sie den Verlust",
                "the codec headers of the film's segments differ|die Kopfdaten der Abschnitte des Films sind verschieden",
                "Dolby Vision's own data; its base picture is milled."
                        + "|Die eigenen Daten von Dolby Vision; gemahlen wird das Grundbild.",
                "what no release of the mill has ever said|what no release of the mill has ever said",
                "the part for 720p60 holds 12 pictures instead of 13|der Teil für 720p60 enthält 12 Bilder statt 13",
                "8.0.1|8.0.1"
            })
    void saysInGermanWhatWasWrittenDownInEnglish(String english, String german) {
        assertThat(Recorded.in(english, Locale.GERMAN)).isEqualTo(german);
        assertThat(Recorded.in(english, Locale.ENGLISH)).isEqualTo(english);
    }

    @Test
    void isASentenceAsAnyOther() {
        Sentence sentence = Sentence.of("pipeline.waiting.why", "x", Sentence.recorded("Paused"));

        assertThat(sentence.in(Locale.GERMAN)).contains("Angehalten");
        assertThat(sentence.english()).contains("Paused");
    }

    /** Else a text could be reworded where it is written down, and German pages would show it in English again. */
    @Test
    void theMillStillWritesDownWhatTheBundleTranslates() throws IOException {
        String sources = sources();
        ResourceBundle bundle = Sentence.bundle(Locale.ENGLISH);

        assertThat(bundle.keySet().stream()
                        .filter(key -> key.startsWith("recorded.") && !key.startsWith("recorded.kind."))
                        .flatMap(key -> Arrays.stream(
                                        bundle.getString(key).replace("''", "'").split("\\{\\d}"))
                                .filter(words -> words.matches(".*[a-z]{2}.*"))
                                .filter(words -> !sources.contains(words.strip()))
                                .map(words -> key + ": " + words)))
                .isEmpty();
    }

    /** Of all sources, with texts put together that only the width of a line parts. */
    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> java =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            return java.stream().map(RecordedTest::read).collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
