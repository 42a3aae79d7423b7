package org.reelmill.operator;

import org.reelmill.shared.Sentence;

/** Why some batch jobs are started by the product only: the words that their definitions say, as sentences. */
final class OwnStarter {

    private OwnStarter() {}

    static Sentence explain(String word) {
        return switch (word) {
            // the job does the work of a claim
            case "claim" -> Sentence.of("operator.ownStarter.claim");
            // the job does a part of a scan
            case "library" -> Sentence.of("operator.ownStarter.library");
            default -> Sentence.of("operator.refusal.starter", word);
        };
    }
}
