package org.reelmill.shared;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** One thing that is done to many; what becomes of one changes nothing for the others. */
public final class Bulk {

    /** So many at a time. */
    public static final int MOST = 500;

    private Bulk() {}

    /** What became of one. @param refusal why it was not done; empty when it was */
    public record Result(UUID subject, Optional<Sentence> refusal) {

        public boolean done() {
            return refusal.isEmpty();
        }
    }

    /**
     * @param field what the list is called by the one who sent it
     * @return one for each, in their order; those that are named twice count once
     * @throws InvalidInputException none are named, or too many
     */
    public static List<Result> each(String field, List<UUID> subjects, Consumer<UUID> action) {
        if (subjects.isEmpty() || subjects.size() > MOST) {
            throw new InvalidInputException(field, Sentence.of("shared.refusal.bulk", MOST));
        }
        return subjects.stream()
                .distinct()
                .map(subject -> new Result(subject, refusal(subject, action)))
                .toList();
    }

    private static Optional<Sentence> refusal(UUID subject, Consumer<UUID> action) {
        try {
            action.accept(subject);
            return Optional.empty();
        } catch (Refusal e) {
            return Optional.of(e.reason());
        }
    }
}
