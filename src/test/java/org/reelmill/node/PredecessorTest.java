package org.reelmill.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredecessorTest {

    private static final UUID NODE = UUID.fromString("1b4e28ba-2fa1-41d2-883f-0016d3cca427");

    @TempDir
    Path folder;

    @Test
    void aFirstServerHasNone() {
        Predecessor first = server();

        assertThat(first.alone()).isTrue();
        assertThat(first.uuid()).isEmpty();
    }

    @Test
    void whoComesAfterAKilledServerKnowsItsNode() {
        Predecessor killed = server();
        killed.follow(UUID.randomUUID());
        killed.follow(NODE);
        killed.unlock();

        Predecessor next = server();

        assertThat(next.uuid()).contains(NODE);
        next.follow(UUID.randomUUID());
        assertThat(next.uuid()).as("it has taken over").isEmpty();
    }

    @Test
    void whoComesAfterAServerThatLeftHasNone() {
        Predecessor left = server();
        left.follow(NODE);
        left.forget();
        left.unlock();

        assertThat(server().uuid()).isEmpty();
    }

    @Test
    void aSecondServerOfTheSameHomeTakesNothingFromTheFirst() {
        Predecessor first = server();
        first.follow(NODE);
        Predecessor second = server();

        assertThat(second.alone()).isFalse();
        assertThat(second.uuid()).isEmpty();
        second.follow(UUID.randomUUID());
        second.unlock();
        first.unlock();
        assertThat(server().uuid()).contains(NODE);
    }

    @Test
    void aFileThatWasCutOffIsNoPredecessor() throws IOException {
        Files.writeString(folder.resolve("node.lock"), NODE.toString().substring(0, 20));

        assertThat(server().uuid()).isEmpty();
    }

    private Predecessor server() {
        return new Predecessor(folder.resolve("node.lock"));
    }
}
