package org.reelmill.operator;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.reelmill.shared.Sentence;

/** The states of an execution, a step or a partition, by the names that Jakarta Batch gives them and the tables hold. */
public enum ExecutionState {
    STARTING,
    STARTED,
    STOPPING,
    STOPPED,
    FAILED,
    COMPLETED,
    ABANDONED;

    /** Not ended. */
    public static final Set<ExecutionState> OPEN = Collections.unmodifiableSet(EnumSet.of(STARTING, STARTED, STOPPING));

    /** The open states as a list for SQL. */
    static final String OPEN_SQL =
            OPEN.stream().map(state -> "'" + state + "'").collect(Collectors.joining(", ", "(", ")"));

    /** All of them, the most urgent first. */
    public static ExecutionState[] all() {
        return Arrays.copyOf(values(), values().length);
    }

    public boolean open() {
        return OPEN.contains(this);
    }

    /** Whether it ended in a way from which a restart goes on. */
    public boolean broken() {
        return this == FAILED || this == STOPPED;
    }

    /** For people. */
    public Sentence sentence() {
        return Sentence.of("operator.state." + name());
    }
}
