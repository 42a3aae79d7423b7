package org.reelmill.watch.inotify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * One event as the kernel writes it ({@code struct inotify_event}).
 *
 * @param watch number of the watched folder; -1 with an overflow
 * @param name of what it is about in the folder; empty when it is the folder itself
 */
record InotifyEvent(int watch, int mask, String name) {

    static final int CLOSE_WRITE = 0x8;
    static final int MOVED_FROM = 0x40;
    static final int MOVED_TO = 0x80;
    static final int CREATE = 0x100;
    static final int DELETE = 0x200;
    static final int DELETE_SELF = 0x400;
    static final int MOVE_SELF = 0x800;
    static final int UNMOUNT = 0x2000;
    static final int Q_OVERFLOW = 0x4000;
    static final int IGNORED = 0x8000;
    static final int ONLY_FOLDERS = 0x1000000;
    static final int FOLDER = 0x40000000;

    /** What we ask for (S3.2, D3.4). Without {@code IN_MODIFY}: it would flood the queue while files are written. */
    static final int WANTED =
            CLOSE_WRITE | MOVED_FROM | MOVED_TO | CREATE | DELETE | DELETE_SELF | MOVE_SELF | ONLY_FOLDERS;

    private static final int HEAD = 16;

    /** @param length how many of the bytes were read */
    static List<InotifyEvent> parse(byte[] bytes, int length, Charset names) {
        List<InotifyEvent> events = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.nativeOrder());
        while (buffer.remaining() >= HEAD) {
            int watch = buffer.getInt();
            int mask = buffer.getInt();
            // the cookie that joins the two halves of a move: files are known again by their inode instead
            buffer.getInt();
            byte[] name = new byte[buffer.getInt()];
            buffer.get(name);
            events.add(new InotifyEvent(watch, mask, text(name, names)));
        }
        return events;
    }

    boolean is(int what) {
        return (mask & what) != 0;
    }

    /** Padded with zeros. */
    private static String text(byte[] name, Charset names) {
        int length = 0;
        while (length < name.length && name[length] != 0) {
            length++;
        }
        return new String(name, 0, length, names);
    }
}
