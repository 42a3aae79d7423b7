package org.reelmill.conversion;

import java.util.List;
import java.util.Optional;
import org.reelmill.media.MediaKind;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Sentence;

/**
 * What an administrator may change of a type; what is empty stays.
 *
 * @param output that long videos are milled to; an empty text for none
 */
public record TypeSettings(
        Optional<Integer> quality,
        Optional<String> preset,
        Optional<Integer> maxMegabytes,
        Optional<Boolean> active,
        Optional<String> output) {

    /** x264's words. */
    public static final List<String> PRESETS =
            List.of("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow");

    private static final int WORST_RATE_FACTOR = 51;
    private static final int BEST_IMAGE = 100;

    /** @throws InvalidInputException a value does not fit the type */
    void check(ConversionType type, List<String> outputs) {
        int most = type.kind() == MediaKind.IMAGE ? BEST_IMAGE : WORST_RATE_FACTOR;
        if (quality.filter(value -> value < 0 || value > most).isPresent()) {
            throw new InvalidInputException("quality", Sentence.of("shared.refusal.range", 0, most));
        }
        if (preset.filter(value -> !PRESETS.contains(value)).isPresent()) {
            throw new InvalidInputException("preset", "must be one of " + PRESETS);
        }
        if (maxMegabytes.filter(value -> value < 1).isPresent()) {
            throw new InvalidInputException("maxMegabytes", Sentence.of("settings.expected.atLeast", 1));
        }
        boolean unknown = output.filter(value -> !value.isEmpty())
                .filter(value -> !outputs.contains(value))
                .isPresent();
        if (unknown || output.isPresent() && !type.mayBeMilled()) {
            throw new InvalidInputException("output", Sentence.of("conversion.refusal.output"));
        }
    }
}
