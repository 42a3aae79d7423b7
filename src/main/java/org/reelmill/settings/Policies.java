package org.reelmill.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.tinylog.Logger;

/** The entrance to the live settings: read from the database each time, so that a change takes effect everywhere (S4.20). */
@ApplicationScoped
public class Policies {

    private final PolicyRepository repository;
    private final Event<PolicyChanged> changed;
    // why: policies are read every second, and one bad row deserves one line
    private final Map<Policy, String> complainedAbout = new ConcurrentHashMap<>();
    private final AtomicReference<PolicyValues> lastGood = new AtomicReference<>(PolicyValues.defaults());

    @Inject
    Policies(PolicyRepository repository, Event<PolicyChanged> changed) {
        this.repository = repository;
        this.changed = changed;
    }

    /** For CDI's proxy. */
    protected Policies() {
        this(null, null);
    }

    /** The values now. A row that holds nonsense leaves the last good value of its policy in force. */
    @Transactional
    public PolicyValues current() {
        PolicyValues values = lastGood.get();
        for (PolicyRow row : repository.all()) {
            Optional<Policy> policy = Policy.find(row.key());
            if (policy.isPresent() && !row.value().equals(values.text(policy.get()))) {
                values = accept(values, policy.get(), row.value());
            }
        }
        lastGood.set(values);
        return values;
    }

    /** Adds the rows that the table lacks, each with its default, so that any SQL client finds them. */
    @Transactional
    public void addMissing() {
        Map<String, PolicyRow> present = new HashMap<>();
        repository.all().forEach(row -> present.put(row.key(), row));
        for (Policy policy : Policy.values()) {
            if (!present.containsKey(policy.key())) {
                repository.add(new PolicyRow(policy));
            }
        }
    }

    /**
     * @throws NotFoundException no such policy
     * @throws InvalidInputException the value does not fit; the field is the policy's key
     */
    @Transactional
    public void set(String key, String value) {
        Policy policy = Policy.find(key).orElseThrow(() -> new NotFoundException("There is no policy " + key));
        if (!policy.accepts(value)) {
            throw new InvalidInputException(key, "must be " + policy.expected());
        }
        String before = current().text(policy);
        repository.update(key, value);
        changed.fire(new PolicyChanged(policy, before, value));
    }

    private PolicyValues accept(PolicyValues values, Policy policy, String value) {
        if (policy.accepts(value)) {
            return values.with(policy, value);
        }
        if (!value.equals(complainedAbout.put(policy, value))) {
            Logger.warn(
                    "Policy {} must be {}; its row holds something else, so {} stays in force",
                    policy.key(),
                    policy.expected(),
                    values.text(policy));
        }
        return values;
    }
}
