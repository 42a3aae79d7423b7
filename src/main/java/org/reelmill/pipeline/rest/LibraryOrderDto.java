package org.reelmill.pipeline.rest;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.pipeline.PipelineJob;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.JsonInput;
import org.reelmill.shared.Refusal;
import org.reelmill.shared.Sentence;

/** Films of a library of which jobs are wanted. */
public record LibraryOrderDto(
        @Schema(required = true) String library,
        @Schema(required = true, description = "1 to 100, below the library, with forward slashes")
                List<String> paths) {

    private static final int MOST = 100;

    static LibraryOrderDto read(InputStream body) {
        JsonInput json = JsonInput.read(body, Set.of("library", "paths"));
        List<String> paths = JsonInput.required("paths", json::texts);
        if (paths.isEmpty() || paths.size() > MOST) {
            throw new InvalidInputException("paths", Sentence.of("shared.refusal.bulk", MOST));
        }
        return new LibraryOrderDto(JsonInput.required("library", json::text), paths);
    }

    /** What became of them. */
    public record Results(long done, long refused, List<Result> results) {

        static Results of(List<Result> results) {
            long done = results.stream().filter(Result::done).count();
            return new Results(done, results.size() - done, results);
        }
    }

    /**
     * @param reason why there is no job
     * @param job the new one
     */
    public record Result(String path, boolean done, String reason, UUID job) {

        static Result of(String path, Function<String, PipelineJob> deed, Locale language) {
            try {
                return new Result(path, true, null, deed.apply(path).uuid());
            } catch (Refusal e) {
                return new Result(path, false, e.reason().in(language), null);
            }
        }
    }
}
