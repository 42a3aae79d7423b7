package org.reelmill.watch;

/** Why a file is not registered. The text on pages is {@code watch.reason.} and the name. */
public enum FileReason {
    /** It has no bytes. */
    EMPTY,
    /** It was changed when it was looked at last, or less long ago than the settle time. */
    CHANGING,
    /** It says that it is a video, but its end is missing or it cannot be read as one. Looked at again. */
    INCOMPLETE,
    /** As {@link #INCOMPLETE}, for so long that nobody waits any more. */
    NO_VIDEO,
    /** This server may not read it. */
    NO_PERMISSION,
    /** Its path does not fit into the columns of S3.5. */
    LONG_PATH,
    /** Its name has bytes that are no text in the encoding of the system, so nobody could find it by what the register says. */
    NO_TEXT
}
