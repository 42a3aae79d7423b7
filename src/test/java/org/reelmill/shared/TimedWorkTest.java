package org.reelmill.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tinylog.ThreadContext;

class TimedWorkTest {

    private final TimedWork timed = new TimedWork("It could not be done");
    private final List<String> done = new ArrayList<>();

    @Test
    void isDoneOnceAtATime() {
        timed.run(() -> {
            done.add("first");
            timed.run(() -> done.add("second"));
        });
        timed.run(() -> done.add("third"));

        assertThat(done).containsExactly("first", "third");
    }

    @Test
    void goesOnAfterAFailure() {
        assertThatCode(() -> timed.run(() -> {
                    throw new IllegalStateException("the database is away");
                }))
                .doesNotThrowAnyException();
        timed.run(() -> done.add("again"));

        assertThat(done).containsExactly("again");
    }

    /** Found by attack: lines about one film carried the number of another. */
    @Test
    void logsUnderTheNumberOfNoJob() {
        LogContext.ofJob(UUID.randomUUID());

        timed.run(() -> done.add(String.valueOf(ThreadContext.get("job"))));

        assertThat(done).containsExactly("null");
    }
}
