package org.reelmill.pipeline;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.reelmill.node.NodeLife;
import org.reelmill.testing.Sql;

/** Switches all stages, so that the server's own node takes nothing while a test claims in the names of others. */
final class Stages {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Stages() {}

    /** Returns when the node goes by that, and has nothing in hand. */
    static void switchOff(Sql sql, NodeLife nodeLife, Foreman foreman) {
        await().pollInSameThread().atMost(PATIENCE).until(() -> nodeLife.self().isPresent());
        set(sql, "0");
        foreman.work();
        await().pollInSameThread().atMost(PATIENCE).until(() -> nodeLife.tasksInHand() == 0);
    }

    static void switchOn(Sql sql) {
        set(sql, "1");
    }

    private static void set(Sql sql, String value) {
        for (TaskKind kind : TaskKind.values()) {
            sql.update(
                    "UPDATE policy SET value = ? WHERE policy = ?",
                    value,
                    kind.stageSwitch().key());
        }
    }
}
