package org.reelmill.watch.inotify;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Structure;

/** What we call of the C library of Linux. Each call that fails throws its errno. */
interface LinuxLibrary extends Library {

    /** The descriptor is closed in programs that are started, and reading it does not wait ({@code IN_CLOEXEC | IN_NONBLOCK}). */
    int NONBLOCKING = 0x80000 | 0x800;

    short READABLE = 1;

    int inotify_init1(int flags) throws LastErrorException;

    /** @param path in the file system's encoding, with a zero at its end */
    int inotify_add_watch(int descriptor, byte[] path, int mask) throws LastErrorException;

    int inotify_rm_watch(int descriptor, int watch) throws LastErrorException;

    NativeLong read(int descriptor, byte[] buffer, NativeLong length) throws LastErrorException;

    int poll(Waiting waiting, NativeLong count, int milliseconds) throws LastErrorException;

    int close(int descriptor) throws LastErrorException;

    static LinuxLibrary load() {
        return Native.load("c", LinuxLibrary.class);
    }

    /** {@code struct pollfd}. */
    @Structure.FieldOrder({"fd", "events", "revents"})
    class Waiting extends Structure {
        public int fd;
        public short events;
        public short revents;

        public Waiting() {}

        Waiting(int descriptor) {
            fd = descriptor;
            events = READABLE;
        }
    }
}
