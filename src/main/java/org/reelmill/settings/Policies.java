package org.reelmill.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.reelmill.shared.ChangeMade;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.CurrentActor;
import org.reelmill.shared.Demands;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Page;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Ticker;
import org.tinylog.Logger;

/** The entrance to the live settings: read from the database each time, so that a change takes effect everywhere (S4.20). */
@ApplicationScoped
public class Policies {

    private static final long RECENT_NANOS = Duration.ofSeconds(1).toNanos();

    private final PolicyRepository repository;
    private final Event<PolicyChanged> changed;
    private final Event<ChangeMade> changes;
    private final CurrentActor actor;
    private final Clock clock;
    private final Ticker ticker;
    // why: policies are read every second, and one bad row deserves one line
    private final Map<Policy, String> complainedAbout = new ConcurrentHashMap<>();
    private final AtomicReference<PolicyValues> lastGood = new AtomicReference<>(PolicyValues.defaults());
    private volatile Read recent;

    private record Read(PolicyValues values, long nanos) {}

    @Inject
    Policies(
            PolicyRepository repository,
            Event<PolicyChanged> changed,
            Event<ChangeMade> changes,
            CurrentActor actor,
            Clock clock,
            Ticker ticker) {
        this.repository = repository;
        this.changed = changed;
        this.changes = changes;
        this.actor = actor;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected Policies() {
        this(null, null, null, null, null, null);
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

    /** The values as they were a second ago at the most: for what is asked many times a second. */
    @Transactional
    public PolicyValues recent() {
        Read last = recent;
        if (last == null || ticker.nanos() - last.nanos() > RECENT_NANOS) {
            last = new Read(current(), ticker.nanos());
            recent = last;
        }
        return last.values();
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
     * Sets one policy.
     *
     * @throws NotFoundException no such policy
     * @throws InvalidInputException the value does not fit; the field is the policy's key
     */
    @Transactional
    @Demands(Rights.POLICIES)
    public void set(String key, String value) {
        change(Map.of(get(key), value), Map.of());
    }

    /**
     * Sets several policies, all or none. What has the wanted value already is left alone.
     *
     * @param wanted the new values
     * @param seen the values that the wish was made in view of; a policy that is not among them is set in any case
     * @throws InvalidInputException a value does not fit; the field is the policy's key
     * @throws ConflictException a policy has another value by now than was seen
     */
    @Transactional
    @Demands(Rights.POLICIES)
    public void change(Map<Policy, String> wanted, Map<Policy, String> seen) {
        wanted.forEach((policy, value) -> {
            if (!policy.accepts(value)) {
                throw new InvalidInputException(
                        policy.key(), Sentence.of("settings.refusal.mustBe", policy.expected()));
            }
        });
        PolicyValues values = current();
        Map<String, String> stored = new HashMap<>();
        repository.all().forEach(row -> stored.put(row.key(), row.value()));
        wanted.forEach((policy, value) -> {
            String before = values.text(policy);
            if (!before.equals(seen.getOrDefault(policy, before))) {
                throw meanwhile(policy);
            }
            if (!before.equals(value)) {
                change(policy, before, value, stored.get(policy.key()));
            }
        });
    }

    /**
     * Takes a change back.
     *
     * @throws NotFoundException no such change
     * @throws ConflictException the policy has another value by now than the change gave it, or exists no more
     */
    @Transactional
    @Demands(Rights.POLICIES)
    public void undo(long changeId) {
        PolicyChange change = repository
                .findChange(changeId)
                .orElseThrow(() -> new NotFoundException(Sentence.of("settings.refusal.noChange", changeId)));
        Policy policy = Policy.find(change.key())
                .orElseThrow(() -> new ConflictException(Sentence.of("settings.refusal.policyGone", change.key())));
        change(Map.of(policy, change.before()), Map.of(policy, change.after()));
    }

    /** The changes that were made through the application, newest first. @param key of one policy; empty: all */
    @Transactional
    public Page<PolicyChange> changes(Optional<String> key, int offset, int limit) {
        return repository.changes(key, offset, limit);
    }

    /** @throws NotFoundException no such policy */
    public static Policy get(String key) {
        return Policy.find(key).orElseThrow(() -> new NotFoundException(Sentence.of("settings.refusal.noPolicy", key)));
    }

    private void change(Policy policy, String before, String after, String stored) {
        if (!repository.update(policy.key(), stored, after)) {
            throw meanwhile(policy);
        }
        repository.add(new PolicyChange(policy, before, after, actor.name(), clock.instant()));
        changed.fire(new PolicyChanged(policy, before, after));
        changes.fire(new ChangeMade("policy.change", policy.key(), before + " to " + after));
    }

    private static ConflictException meanwhile(Policy policy) {
        return new ConflictException(Sentence.of(
                "settings.refusal.meanwhile", Sentence.of("settings.policy." + policy.key()), policy.key()));
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
