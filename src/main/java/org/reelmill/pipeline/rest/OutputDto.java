package org.reelmill.pipeline.rest;

import static java.util.stream.Collectors.toMap;

import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.pipeline.Output;
import org.reelmill.pipeline.OutputSettings;
import org.reelmill.shared.JsonInput;

/** A rendition that films get. */
public record OutputDto(
        long id,
        @Schema(description = "The name that jobs and files know it by, such as 1080p60") String name,
        boolean active,
        int maxX,
        int maxY,
        int crf,
        String preset,
        String profile,
        int maxFramerate,
        @Schema(description = "kbit/s") int audioBitrate,
        String codec,
        int bitDepth,
        @Schema(description = "What is wrong with it, by member; it is passed over then. Empty when it can be used")
                Map<String, String> problems) {

    private static final Set<String> CHOICES = Set.of(
            "active", "maxX", "maxY", "crf", "preset", "profile", "maxFramerate", "audioBitrate", "codec", "bitDepth");

    static OutputDto of(Output output, String name) {
        OutputSettings settings = output.settings();
        return new OutputDto(
                output.id(),
                name,
                settings.active(),
                settings.maxX(),
                settings.maxY(),
                settings.crf(),
                settings.preset(),
                settings.profile(),
                settings.maxFramerate(),
                settings.audioBitrate(),
                settings.codec(),
                settings.bitDepth(),
                output.problems().entrySet().stream().collect(toMap(Map.Entry::getKey, problem -> problem.getValue()
                        .english())));
    }

    /** A new output; only its size has to be named. */
    static OutputSettings readNew(InputStream body) {
        JsonInput json = JsonInput.read(body, CHOICES);
        return read(
                json,
                OutputSettings.usual(
                        JsonInput.required("maxX", json::number), JsonInput.required("maxY", json::number)));
    }

    /** A change; what is not named stays. */
    static OutputSettings readChange(InputStream body, OutputSettings present) {
        return read(JsonInput.read(body, CHOICES), present);
    }

    private static OutputSettings read(JsonInput json, OutputSettings otherwise) {
        return new OutputSettings(
                json.flag("active").orElse(otherwise.active()),
                json.number("maxX").orElse(otherwise.maxX()),
                json.number("maxY").orElse(otherwise.maxY()),
                json.number("crf").orElse(otherwise.crf()),
                json.text("preset").orElse(otherwise.preset()),
                json.text("profile").orElse(otherwise.profile()),
                json.number("maxFramerate").orElse(otherwise.maxFramerate()),
                json.number("audioBitrate").orElse(otherwise.audioBitrate()),
                json.text("codec").orElse(otherwise.codec()),
                json.number("bitDepth").orElse(otherwise.bitDepth()));
    }
}
