package org.reelmill.still;

import java.util.Locale;

/** Kinds of jobs of this feature; each has a table, of which the columns that are spoken of here are the same. */
public enum StillKind {
    VIDEO("video_job", VideoJob.class),
    THUMBNAIL("thumbnail_job", ThumbnailJob.class);

    private final String table;
    private final Class<? extends StillJob> type;

    StillKind(String table, Class<? extends StillJob> type) {
        this.table = table;
        this.type = type;
    }

    String table() {
        return table;
    }

    Class<? extends StillJob> type() {
        return type;
    }

    /** As programs see it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
