package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.media.MediaEngine;
import org.reelmill.node.Abilities;
import org.reelmill.node.Hindrance;
import org.reelmill.node.NodeRegistry;
import org.reelmill.node.ThisNode;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.PolicyValues;
import org.reelmill.settings.SoftwareVersion;
import org.reelmill.settings.Stage;
import org.reelmill.shared.Uuids;
import org.reelmill.simulation.Beans;
import org.reelmill.testing.FakeMediaEngine;
import org.reelmill.testing.Sql;

/** Nodes of two versions on one database (ADR 48). */
class NodeVersionsTest {

    @TempDir
    static Path home;

    private static Beans beans;

    private final ThisNode self = node("1.4.2");

    @BeforeAll
    static void openDatabase() throws Exception {
        Configuration configuration = Beans.inMemory(home, "versions", Map.of());
        NodeTrial undoubted = new NodeTrial() {
            @Override
            boolean due() {
                return false;
            }
        };
        beans = new Beans(configuration, Map.of(MediaEngine.class, new FakeMediaEngine(), NodeTrial.class, undoubted));
    }

    @BeforeEach
    void joinAlone() {
        sql().update("DELETE FROM node");
        nodes().join(self);
    }

    @Test
    void theRegisterKnowsWhatVersionANodeRuns() {
        assertThat(nodes().find(self.uuid()).orElseThrow().version()).contains(self.version());

        sql().update("UPDATE node SET version = NULL");
        assertThat(nodes().find(self.uuid()).orElseThrow().version()).isEmpty();
    }

    @Test
    void besideANewerNodeItTakesNothingNewAndSaysWhy() {
        nodes().join(node("1.5.0"));

        List<Hindrance> hindrances = hindrances();

        assertThat(hindrances).extracting(Hindrance::stage).containsExactly(Stage.values());
        assertThat(hindrances).extracting(Hindrance::code).containsOnly(Hindrance.Code.VERSION);
        assertThat(hindrances.get(0).text()).startsWith("Node node-1.5.0 runs version 1.5.0 and this one 1.4.2: ");
    }

    @Test
    void itGoesOnWhenTheNewerNodeIsGoneOrSilent() {
        ThisNode newer = node("1.4.3");
        nodes().join(newer);
        assertThat(hindrances()).isNotEmpty();

        sql().update(
                        "UPDATE node SET lastAccess = TIMESTAMPADD(SECOND, -16, CURRENT_TIMESTAMP(3)) WHERE name = ?",
                        newer.name());
        assertThat(hindrances()).as("silent for longer than a lease").isEmpty();

        nodes().beat(newer.uuid(), Optional.empty(), 0);
        assertThat(hindrances()).isNotEmpty();
        nodes().leave(newer.uuid());
        assertThat(hindrances()).isEmpty();
    }

    @Test
    void equalAndOlderNodesDoNotHinderIt() {
        nodes().join(node("1.4.2"));
        nodes().join(node("1.3.0"));
        ThisNode untold = node("1.5.0");
        nodes().join(untold);
        sql().update("UPDATE node SET version = NULL WHERE name = ?", untold.name());

        assertThat(hindrances()).isEmpty();
    }

    private List<Hindrance> hindrances() {
        return beans.get(NodeDuty.class).hindrances(self, PolicyValues.defaults());
    }

    private static NodeRegistry nodes() {
        return beans.get(NodeRegistry.class);
    }

    private static ThisNode node(String version) {
        return new ThisNode(
                Uuids.random(),
                "node-" + version,
                EnumSet.allOf(Stage.class),
                2,
                "fake",
                new Abilities(2, 0, Set.of("H264"), List.of()),
                SoftwareVersion.find(version).orElseThrow());
    }

    private static Sql sql() {
        return new Sql(beans.dataSource());
    }
}
