package org.reelmill.conversion;

import org.reelmill.shared.Sentence;

/**
 * Why an item is not accepted, before any byte of its file is taken (S2.6).
 *
 * @param field of the request that is in the way
 */
public record Rejection(Kind kind, String field, Sentence reason) {

    /** How HTTP says it. */
    public enum Kind {
        NO_SPACE(507, "Insufficient Storage"),
        UNSUPPORTED(415, "Unsupported Media Type"),
        TOO_LARGE(413, "Content Too Large"),
        QUOTA(429, "Too Many Requests");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        public int status() {
            return status;
        }

        public String title() {
            return title;
        }
    }
}
