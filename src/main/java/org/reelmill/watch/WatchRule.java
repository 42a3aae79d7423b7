package org.reelmill.watch;

/** What becomes of a video that is complete. */
public enum WatchRule {
    /** It is registered where it lies; nothing is copied (S3.4). */
    REGISTER,
    /** It is registered, and a job is made of it. The file stays. */
    JOB,
    /** An MP4 of it is put into the folder for that, and this one is registered (S3.18, X17). The file stays. */
    NORMALISE
}
