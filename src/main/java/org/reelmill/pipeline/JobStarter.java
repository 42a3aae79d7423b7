package org.reelmill.pipeline;

/** Starts work that was claimed. Behind it stands Jakarta Batch; see {@code batch-jobs}. */
public interface JobStarter {

    /** Starts the ingest or the export that was claimed. Returns at once. */
    void start(Claim claim);

    /** Starts to encode segments, as many at a time as there are slots, until none is found. Returns at once. */
    void startTranscode(int slots);
}
