package org.reelmill.watch.inotify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InotifyEventTest {

    @Test
    void readsEventsWithAndWithoutNames() {
        ByteBuffer buffer = ByteBuffer.allocate(100).order(ByteOrder.nativeOrder());
        buffer.putInt(3).putInt(InotifyEvent.CLOSE_WRITE).putInt(0).putInt(16);
        buffer.put("ä.mp4".getBytes(StandardCharsets.UTF_8)).put(new byte[10]);
        buffer.putInt(-1).putInt(InotifyEvent.Q_OVERFLOW).putInt(0).putInt(0);

        assertThat(InotifyEvent.parse(buffer.array(), buffer.position(), StandardCharsets.UTF_8))
                .containsExactly(
                        new InotifyEvent(3, InotifyEvent.CLOSE_WRITE, "ä.mp4"),
                        new InotifyEvent(-1, InotifyEvent.Q_OVERFLOW, ""));
    }

    @Test
    void knowsFoldersByTheirFlag() {
        InotifyEvent event = new InotifyEvent(1, InotifyEvent.CREATE | InotifyEvent.FOLDER, "a");

        assertThat(event.is(InotifyEvent.FOLDER)).isTrue();
        assertThat(event.is(InotifyEvent.DELETE)).isFalse();
    }
}
