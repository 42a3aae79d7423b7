package org.reelmill.shared;

import jakarta.json.JsonObjectBuilder;
import java.util.Optional;

/**
 * A refusal or failure as problem details of RFC 9457, the one form of errors over HTTP.
 *
 * @param status the HTTP status
 * @param title the general meaning of the status
 * @param detail what is wrong this time, as a sentence for people that gives nothing away
 * @param field the input that is wrong or not allowed, if it is one
 */
public record Problem(int status, String title, String detail, Optional<String> field) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem(int status, String title, String detail) {
        this(status, title, detail, Optional.empty());
    }

    /** The problem as JSON; the member {@code error} repeats the detail for clients of the older interface (S1). */
    public String toJson() {
        JsonObjectBuilder json = Json.object()
                .add("type", "about:blank")
                .add("title", title)
                .add("status", status)
                .add("detail", detail);
        field.ifPresent(name -> json.add("field", name));
        return json.add("error", detail).build().toString();
    }
}
