package org.reelmill.media;

/** Whether fields are joined to whole pictures before encoding. */
public enum Deinterlace {
    /** When the source is interlaced. */
    AUTO,
    NEVER
}
