package org.reelmill.media;

import static java.util.Objects.requireNonNull;

/** Work on a film that did not succeed. The message is fit for a page: no absolute path, no secret. */
public class MediaException extends Exception {

    /** What the owner of the work should make of it. */
    public enum Kind {
        /** The source is not a film that can be milled, and never will be: no video, a playlist, nothing decodes. Fatal. */
        REFUSED,
        /** The source is damaged so that no true rendition can be made. Fatal. */
        DAMAGED,
        /** Segments do not equal the sequential decode: cut nowhere and try again (R3). */
        CUT_UNSAFE,
        /** The work failed; another attempt may succeed. Counts as a failure. */
        FAILED,
        /** No progress within the limit, or the total limit passed. Counts as a failure. */
        STALLED,
        /** There is no room for the result. Not a failure. */
        NO_SPACE,
        /** {@link Supervision#mayGoOn()} said no, or the server stops. Not a failure. */
        STOPPED
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String log;

    public MediaException(Kind kind, String message) {
        this(kind, message, "");
    }

    /** @param log the end of what the tool printed, for the job's log; may hold paths, so not for pages of others */
    public MediaException(Kind kind, String message, String log) {
        super(message);
        this.kind = requireNonNull(kind, "kind is null");
        this.log = requireNonNull(log, "log is null");
    }

    public MediaException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind is null");
        this.log = "";
    }

    public Kind kind() {
        return kind;
    }

    public String log() {
        return log;
    }

    /** No further attempt can succeed. */
    public boolean fatal() {
        return kind == Kind.REFUSED || kind == Kind.DAMAGED;
    }
}
