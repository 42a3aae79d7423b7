package org.reelmill.watch;

/**
 * The life of a row of {@code videos}, as {@code videos.status} has it: registered, perhaps in work and milled or failed, and
 * gone when its file is; a file that comes back is registered again under the same id.
 */
public enum VideoStatus {
    /** Complete, and lying where the row says (S3.6). */
    REGISTERED(1),
    /** A job is made of it. */
    IN_WORK(2),
    /** Its job has delivered its renditions. */
    MILLED(3),
    /** Its job failed, was cancelled or refused; the video itself is as it was. */
    FAILED(4),
    /** The file is no more. */
    GONE(5);

    private final int code;

    VideoStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
