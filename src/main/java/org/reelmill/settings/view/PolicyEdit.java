package org.reelmill.settings.view;

import java.io.Serializable;
import java.util.List;
import org.reelmill.settings.Policy;
import org.reelmill.shared.view.PageMessages;

/** One policy on the page: the value that was read, and the one that was chosen since. */
public class PolicyEdit implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String ON = "1";
    private static final String OFF = "0";

    private final Policy policy;
    private String before;
    private boolean onBefore;
    private String value;

    PolicyEdit(Policy policy, String before, boolean onBefore) {
        this.policy = policy;
        this.before = before;
        this.onBefore = onBefore;
        this.value = before;
    }

    /** Somebody else has saved another value: what was chosen here stays chosen, and is compared with that. */
    void follow(String now, boolean onNow) {
        if (!changed()) {
            value = now;
        }
        before = now;
        onBefore = onNow;
    }

    Policy policy() {
        return policy;
    }

    String before() {
        return before;
    }

    boolean changed() {
        return !value.equals(before);
    }

    boolean valid() {
        return policy.accepts(value);
    }

    /** {@code boolean}, {@code integer}, {@code choice} or {@code other}: which editor it gets. */
    public String getEditor() {
        return policy.choices().isEmpty() ? policy.kind().word() : "choice";
    }

    public String getKey() {
        return policy.key();
    }

    /** In the language of the page, if the bundle has it. */
    public String getLabel() {
        return PageMessages.findText("settings.policy." + policy.key()).orElse(policy.label());
    }

    public List<String> getChoices() {
        return policy.choices();
    }

    /** What is wrong with the chosen value; empty when nothing is. */
    public String getProblem() {
        return valid() ? "" : PageMessages.text("settings.policies.mustBe", PageMessages.say(policy.expected()));
    }

    public boolean isAsUsual() {
        return value.equals(policy.defaultValue())
                || policy.kind() == Policy.Kind.BOOLEAN
                        && isOn() == policy.defaultValue().equals(ON);
    }

    public String getUsual() {
        return shown(policy.defaultValue());
    }

    /** For the comparison. */
    public String getShownBefore() {
        return shown(before);
    }

    /** For the comparison. */
    public String getShownValue() {
        return shown(value);
    }

    private String shown(String text) {
        return policy.kind() == Policy.Kind.BOOLEAN
                ? PageMessages.text(isOn(text) ? "settings.on" : "settings.off")
                : text;
    }

    private boolean isOn(String text) {
        return text.equals(before) ? onBefore : text.equals(ON);
    }

    public boolean isOn() {
        return isOn(value);
    }

    /** Another word for the same (a row may hold {@code yes}) is no change. */
    public void setOn(boolean on) {
        value = on == onBefore ? before : on ? ON : OFF;
    }

    public String getValue() {
        return value;
    }

    public void setValue(String value) {
        this.value = value == null ? "" : value.strip();
    }
}
