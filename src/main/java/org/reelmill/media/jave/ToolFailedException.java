package org.reelmill.media.jave;

import java.util.List;
import org.reelmill.media.MediaException;

/** A tool ended by itself, and not well. */
final class ToolFailedException extends MediaException {

    private static final long serialVersionUID = 1L;

    /** Of ffmpeg when a signal told it to stop, and it did (fftools/ffmpeg.c). */
    private static final int TOLD_TO_STOP = 255;

    /** Of ffmpeg when it was told so more than three times. */
    private static final int TOLD_OFTEN = 123;

    /** As the C library words what is wrong with the machine, its disks or its shares. */
    private static final List<String> MACHINE_FAULTS = List.of(
            "No space left on device",
            "Disk quota exceeded",
            "Input/output error",
            "Read-only file system",
            "Stale file handle",
            "Stale NFS file handle",
            "Transport endpoint is not connected",
            "Permission denied",
            "Cannot allocate memory");

    private final int exitCode;

    ToolFailedException(String tool, int exitCode, String log) {
        super(Kind.FAILED, tool + " ended with exit code " + exitCode, log);
        this.exitCode = exitCode;
    }

    /** Whether the tool gave up on what it was given, and was not killed, told to stop, or starved by the machine. */
    boolean gaveUp() {
        boolean told = exitCode == TOLD_TO_STOP || exitCode == TOLD_OFTEN;
        boolean byItself = exitCode > 0 && exitCode < 128 || exitCode > 160;
        return byItself && !told && MACHINE_FAULTS.stream().noneMatch(log()::contains);
    }
}
