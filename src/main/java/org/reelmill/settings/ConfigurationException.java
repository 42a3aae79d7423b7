package org.reelmill.settings;

import java.util.List;

/**
 * The configuration cannot be used. Carries all problems at once, so that an operator mends them in one go, and no
 * stack trace, because the fault is not in the program.
 */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * @param problems at least one sentence, each naming the variable and the reason and never a secret
     */
    public ConfigurationException(List<String> problems) {
        super(
                "The configuration has " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:")
                        + "\n  - " + String.join("\n  - ", problems),
                null,
                false,
                false);
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
