package org.reelmill.settings.view;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.omnifaces.cdi.ViewScoped;
import org.primefaces.PrimeFaces;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyChange;
import org.reelmill.settings.PolicyValues;
import org.reelmill.shared.view.PageMessages;
import org.reelmill.shared.view.PageTable;

/** The policies: locked at first (S4.64), compared before they are saved, and taken back by their history. */
@Named
@ViewScoped
public class PoliciesBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Policies policies;
    private final PageTable<PolicyChange> history;
    private final List<Group> groups = new ArrayList<>();

    private boolean unlocked;

    /** For CDI's proxy. */
    protected PoliciesBacking() {
        this(null);
    }

    @Inject
    public PoliciesBacking(Policies policies) {
        this.policies = policies;
        this.history = new PageTable<>(
                (offset, limit, sorting) -> policies.changes(Optional.empty(), offset, limit),
                change -> String.valueOf(change.id()));
    }

    /** Policies that stand together. @param name last part of the key of its heading */
    public record Group(String name, List<PolicyEdit> edits) implements Serializable {}

    /** Reads the values anew; what was chosen and not saved is gone. */
    @PostConstruct
    public void read() {
        PolicyValues values = policies.current();
        groups.clear();
        PolicyGroups.all()
                .forEach((name, members) -> groups.add(new Group(
                        name,
                        members.stream()
                                .map(policy -> new PolicyEdit(policy, values.text(policy), isOn(policy, values)))
                                .toList())));
    }

    private static boolean isOn(Policy policy, PolicyValues values) {
        return policy.kind() == Policy.Kind.BOOLEAN && values.isOn(policy);
    }

    /** Shows what others have saved, unless somebody edits by now. */
    public void follow() {
        if (!unlocked) {
            read();
            PrimeFaces.current().ajax().update("policies:edit");
        }
    }

    public void unlock() {
        read();
        unlocked = true;
    }

    public void lock() {
        read();
        unlocked = false;
    }

    /** Shows what would change, if it can be saved. */
    public void review() {
        if (!getEdits().stream().allMatch(PolicyEdit::valid)) {
            PageMessages.error("settings.policies.wrong");
        } else if (getChanges().isEmpty()) {
            PageMessages.info("settings.policies.same");
        } else {
            PrimeFaces.current().ajax().addCallbackParam("review", true);
        }
    }

    public void save() {
        Map<Policy, String> wanted = new EnumMap<>(Policy.class);
        Map<Policy, String> seen = new EnumMap<>(Policy.class);
        getChanges().forEach(edit -> {
            wanted.put(edit.policy(), edit.getValue());
            seen.put(edit.policy(), edit.before());
        });
        if (PageMessages.attempt("", () -> policies.change(wanted, seen))) {
            PageMessages.info("settings.policies.saved");
            lock();
        } else {
            // the next comparison is with what others have saved
            PolicyValues now = policies.current();
            getEdits().forEach(edit -> edit.follow(now.text(edit.policy()), isOn(edit.policy(), now)));
        }
    }

    public void undo(long change) {
        if (PageMessages.attempt("", () -> policies.undo(change))) {
            PageMessages.info("settings.policies.undone");
            lock();
        }
    }

    /** The name of a policy in the history, which may know more than there are today. */
    public String label(String key) {
        return Policy.find(key)
                .map(policy -> new PolicyEdit(policy, "", false).getLabel())
                .orElse(key);
    }

    public List<Group> getGroups() {
        return groups;
    }

    /** What was chosen and not saved yet. */
    public List<PolicyEdit> getChanges() {
        return getEdits().stream().filter(PolicyEdit::changed).toList();
    }

    private List<PolicyEdit> getEdits() {
        return groups.stream().flatMap(group -> group.edits().stream()).toList();
    }

    public PageTable<PolicyChange> getHistory() {
        return history;
    }

    public boolean isUnlocked() {
        return unlocked;
    }
}
