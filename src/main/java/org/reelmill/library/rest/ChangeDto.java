package org.reelmill.library.rest;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.library.Place;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.JsonInput;
import org.reelmill.shared.Refusal;
import org.tinylog.Logger;

/** One thing to be done to one or many entries of a library. */
public record ChangeDto(
        @Schema(required = true, description = "1 to 500") List<String> paths,
        @Schema(description = "For retain: why") String reason,
        @Schema(description = "For retain: when it ends by itself") Instant until,
        @Schema(description = "For move: path of the folder") String destination,
        @Schema(description = "For move: its library, if it is another one") String library,
        @Schema(description = "For rename: the new name; just one path then") String name) {

    private static final int MOST = 500;

    /** What became of them: whatever happens to one, the others have their results. */
    public record Results(long done, long refused, List<Result> results) {

        /** @param language of the reasons */
        static Results of(List<String> paths, Function<String, Optional<Place>> deed, Locale language) {
            List<Result> results =
                    paths.stream().map(path -> Result.of(path, deed, language)).toList();
            long done = results.stream().filter(Result::done).count();
            return new Results(done, results.size() - done, results);
        }
    }

    /**
     * @param reason why it was not done
     * @param newPath where it is now, if that changed
     */
    public record Result(String path, boolean done, String reason, String newPath) {

        private static Result of(String path, Function<String, Optional<Place>> deed, Locale language) {
            try {
                return new Result(
                        path, true, null, deed.apply(path).map(Place::path).orElse(null));
            } catch (InvalidInputException e) {
                return new Result(path, false, e.field() + " " + e.reason().in(language), null);
            } catch (Refusal e) {
                return new Result(path, false, e.reason().in(language), null);
            } catch (UncheckedIOException e) {
                Logger.warn(e, "A change of {} failed", path);
                return new Result(path, false, e.getMessage(), null);
            }
        }
    }

    /** @param others members beside the paths */
    static ChangeDto read(InputStream body, String... others) {
        Set<String> known = new TreeSet<>(Set.of(others));
        known.add("paths");
        JsonInput json = JsonInput.read(body, known);
        List<String> paths = JsonInput.required("paths", json::texts);
        if (paths.isEmpty() || paths.size() > MOST) {
            throw new InvalidInputException("paths", "must be 1 to " + MOST);
        }
        return new ChangeDto(
                paths,
                json.text("reason").orElse(null),
                json.time("until").orElse(null),
                json.text("destination").orElse(null),
                json.text("library").orElse(null),
                json.text("name").orElse(null));
    }

    /** @throws InvalidInputException it is absent */
    static <T> T required(String field, T value) {
        if (value == null) {
            throw new InvalidInputException(field, "is needed");
        }
        return value;
    }
}
