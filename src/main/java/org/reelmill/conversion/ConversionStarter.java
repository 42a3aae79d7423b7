package org.reelmill.conversion;

/** Starts the batch job of conversions on this node. */
public interface ConversionStarter {

    /** @param slots items at a time; nothing happens while an execution runs, for it finds all items there are */
    void start(int slots);
}
