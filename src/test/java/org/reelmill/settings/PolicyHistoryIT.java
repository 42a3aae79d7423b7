package org.reelmill.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.testing.ReelmillIT;

class PolicyHistoryIT extends ReelmillIT {

    private static final Policy POLICY = Policy.SETTLE_SECONDS;
    private static final Policy OTHER = Policy.CARRY_CHAPTERS;

    @Inject
    private Policies policies;

    @AfterEach
    void setBack() {
        policies.set(POLICY.key(), POLICY.defaultValue());
        policies.set(OTHER.key(), OTHER.defaultValue());
    }

    @Test
    void remembersWhatWasChangedAndByWhom() {
        policies.set(POLICY.key(), "7");

        PolicyChange latest = latest();
        assertThat(latest.before()).isEqualTo(POLICY.defaultValue());
        assertThat(latest.after()).isEqualTo("7");
        assertThat(latest.actor()).isEqualTo("system");
    }

    @Test
    void remembersNoChangeWhereNothingChanged() {
        policies.set(POLICY.key(), "7");
        long before = policies.changes(Optional.empty(), 0, 1).total();

        policies.set(POLICY.key(), "7");

        assertThat(policies.changes(Optional.empty(), 0, 1).total()).isEqualTo(before);
    }

    @Test
    void takesAChangeBackUnlessThePolicyWasChangedAgain() {
        policies.set(POLICY.key(), "7");
        long first = latest().id();
        policies.set(POLICY.key(), "8");

        assertThatThrownBy(() -> policies.undo(first)).isInstanceOf(ConflictException.class);
        policies.undo(latest().id());

        assertThat(policies.current().text(POLICY)).isEqualTo("7");
        policies.undo(first);
        assertThat(policies.current().text(POLICY)).isEqualTo(POLICY.defaultValue());
        assertThatThrownBy(() -> policies.undo(-1)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void changesAllOrNone() {
        assertThatThrownBy(() -> policies.change(Map.of(POLICY, "7", OTHER, "perhaps"), Map.of()))
                .isInstanceOf(InvalidInputException.class);
        assertThat(policies.current().text(POLICY)).isEqualTo(POLICY.defaultValue());

        assertThatThrownBy(() -> policies.change(Map.of(POLICY, "7", OTHER, "0"), Map.of(OTHER, "0")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(OTHER.key());
        assertThat(policies.current().text(POLICY)).isEqualTo(POLICY.defaultValue());

        policies.change(Map.of(POLICY, "7", OTHER, "0"), Map.of(OTHER, "1"));
        assertThat(policies.current().text(POLICY)).isEqualTo("7");
        assertThat(policies.current().isOn(OTHER)).isFalse();
    }

    private PolicyChange latest() {
        return policies.changes(Optional.of(POLICY.key()), 0, 1).rows().get(0);
    }
}
