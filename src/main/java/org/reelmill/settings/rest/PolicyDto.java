package org.reelmill.settings.rest;

import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.shared.JsonInput;

/** A live setting of all nodes. */
public record PolicyDto(
        String key,
        @Schema(description = "boolean, integer or other") String type,
        @Schema(description = "What it does") String label,
        @Schema(description = "What a valid value is") String expected,
        @Schema(description = "All valid values, where they are few; else empty") List<String> choices,
        String defaultValue,
        String value) {

    static PolicyDto of(Policy policy, PolicyValues values) {
        return new PolicyDto(
                policy.key(),
                policy.kind().word(),
                policy.label(),
                policy.expected().english(),
                policy.choices(),
                policy.defaultValue(),
                values.text(policy));
    }

    /** A value that a policy shall get. */
    public record Change(@Schema(required = true, description = "A text, a number, true or false") String value) {

        static Change read(InputStream body) {
            return new Change(JsonInput.required("value", JsonInput.read(body, Set.of("value"))::scalar));
        }
    }
}
