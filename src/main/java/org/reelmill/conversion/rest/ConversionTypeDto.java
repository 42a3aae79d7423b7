package org.reelmill.conversion.rest;

import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.conversion.ConversionType;
import org.reelmill.conversion.TypeSettings;
import org.reelmill.media.MediaKind;
import org.reelmill.shared.JsonInput;

/** What files may be converted to. */
public record ConversionTypeDto(
        String name,
        List<String> aliases,
        String label,
        MediaKind kind,
        @Schema(description = "What a result's name ends in; with two dots at its head, behind the whole name")
                String suffix,
        int quality,
        String preset,
        @Schema(description = "Largest file in MiB") int maxMegabytes,
        boolean active,
        @Schema(description = "The output that long videos are milled to by all nodes") String output) {

    static ConversionTypeDto of(ConversionType type) {
        return new ConversionTypeDto(
                type.name(),
                type.aliases(),
                type.label(),
                type.kind(),
                type.suffix(),
                type.quality(),
                type.preset(),
                type.maxMegabytes(),
                type.active(),
                type.output().orElse(null));
    }

    /** What shall be changed; what is absent stays. */
    public record Change(Integer quality, String preset, Integer maxMegabytes, Boolean active, String output) {

        static TypeSettings read(InputStream body) {
            JsonInput json = JsonInput.read(body, Set.of("quality", "preset", "maxMegabytes", "active", "output"));
            return new TypeSettings(
                    json.number("quality"),
                    json.text("preset"),
                    json.number("maxMegabytes"),
                    json.flag("active"),
                    json.text("output"));
        }
    }
}
