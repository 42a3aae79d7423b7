package org.reelmill.settings;

import java.util.EnumMap;
import java.util.Map;

/** All policies as they were at one moment. Every value in it is valid. */
public final class PolicyValues {

    private final Map<Policy, String> values;

    private PolicyValues(Map<Policy, String> values) {
        this.values = values;
    }

    /** The values that a new installation starts with. */
    public static PolicyValues defaults() {
        Map<Policy, String> values = new EnumMap<>(Policy.class);
        for (Policy policy : Policy.values()) {
            values.put(policy, policy.defaultValue());
        }
        return new PolicyValues(values);
    }

    /** These values with one of them changed. @throws IllegalArgumentException when the policy does not accept it */
    public PolicyValues with(Policy policy, String value) {
        if (!policy.accepts(value)) {
            throw new IllegalArgumentException(policy.key() + " must be " + policy.expected());
        }
        Map<Policy, String> changed = new EnumMap<>(values);
        changed.put(policy, value);
        return new PolicyValues(changed);
    }

    public boolean isOn(Policy policy) {
        return Policy.readBoolean(values.get(policy)).orElseThrow();
    }

    public int number(Policy policy) {
        return Integer.parseInt(values.get(policy).strip());
    }

    public String text(Policy policy) {
        return values.get(policy);
    }
}
