package org.reelmill.thumbnail;

/** Starts the batch job that makes previews on this node. */
public interface ThumbnailStarter {

    /** @param slots previews at a time; nothing happens while an execution runs, for it finds all there are */
    void start(int slots);
}
