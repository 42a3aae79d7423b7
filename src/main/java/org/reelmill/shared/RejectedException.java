package org.reelmill.shared;

/** What was sent, or was to be sent, is not taken. */
public class RejectedException extends Refusal {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Kind {
        /** It has more bytes than one may have. */
        TOO_LARGE(413, "Content Too Large"),
        /** It is not of the kind that is wanted here. */
        WRONG_TYPE(415, "Unsupported Media Type"),
        /** The account has as much as it may have. */
        QUOTA(429, "Too Many Requests");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }
    }

    private final Kind kind;

    public RejectedException(Kind kind, Sentence reason) {
        super(reason);
        this.kind = kind;
    }

    /** How HTTP says it. @param detail the reason, in the language of whoever is told */
    public Problem problem(String detail) {
        return new Problem(kind.status, kind.title, detail);
    }
}
