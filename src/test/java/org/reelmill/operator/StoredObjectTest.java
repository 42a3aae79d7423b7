package org.reelmill.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredObjectTest {

    /** A checkpoint of our own. */
    record Place(String folder, long line) implements Serializable {}

    @Test
    void tellsValuesOfThePlatformAndOurOwn() throws IOException {
        assertThat(StoredObject.text(bytes(42L))).contains("42");
        assertThat(StoredObject.text(bytes("a file"))).contains("a file");
        assertThat(StoredObject.text(bytes(new Place("films", 7)))).contains("Place[folder=films, line=7]");
        assertThat(StoredObject.text(bytes(new Object[] {1, "b"}))).contains("[1, b]");
        assertThat(StoredObject.text(bytes(new HashMap<>(Map.of("frames", 250, "segments", 2)))))
                .contains("frames = 250, segments = 2");
    }

    @Test
    void tellsOnlyTheNameOfWhatItDoesNotReadBack() throws IOException {
        byte[] foreign = bytes(new InetSocketAddress("127.0.0.1", 80));

        assertThat(StoredObject.text(foreign)).contains("java.net.InetSocketAddress, " + foreign.length + " bytes");
        assertThat(StoredObject.text(bytes(new HashMap<>(Map.of("file", new File("x"))))))
                .get()
                .asString()
                .endsWith("bytes");
    }

    @Test
    void tellsTheLengthOfWhatIsNoObject() {
        assertThat(StoredObject.text(new byte[] {1, 2, 3})).contains("3 bytes");
    }

    @Test
    void saysNothingWhereNothingIsStored() {
        assertThat(StoredObject.text(null)).isEmpty();
        assertThat(StoredObject.text(new byte[0])).isEmpty();
    }

    @Test
    void cutsWhatIsTooLong() throws IOException {
        assertThat(StoredObject.text(bytes("x".repeat(5_000))))
                .get()
                .asString()
                .hasSize(2_000)
                .endsWith("…");
    }

    private static byte[] bytes(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }
}
