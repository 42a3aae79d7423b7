package org.reelmill.operator;

/** Why some batch jobs are started by the product only: the words that their definitions say, as sentences. */
final class OwnStarter {

    /** The job does the work of a claim. */
    private static final String CLAIM = "claim";

    private OwnStarter() {}

    static String explain(String word) {
        return word.equals(CLAIM)
                ? "A node starts this job itself, for work that it has claimed. Without a claim it may do nothing,"
                        + " and what is lost is claimed anew from its start. Retry the film job instead"
                : "It is started by " + word;
    }
}
