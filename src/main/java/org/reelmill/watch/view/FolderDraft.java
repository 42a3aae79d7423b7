package org.reelmill.watch.view;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.reelmill.watch.FolderSettings;
import org.reelmill.watch.WatchMode;
import org.reelmill.watch.WatchRule;

/** A watched folder in its editor. The properties are named as the fields of refusals. */
public class FolderDraft implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Long id;

    private String folder;
    private boolean recursive;
    private WatchMode mode;
    private WatchRule rule;
    private List<String> outputs;
    private String target;
    private int pollSeconds;
    private String node;
    private boolean enabled;

    /** @param id of the folder that is edited; null: a new one */
    FolderDraft(Long id, FolderSettings settings) {
        this.id = id;
        this.folder = settings.folder();
        this.recursive = settings.recursive();
        this.mode = settings.mode();
        this.rule = settings.rule();
        this.outputs = settings.outputs();
        this.target = settings.target().orElse("");
        this.pollSeconds = settings.pollSeconds();
        this.node = settings.node().orElse("");
        this.enabled = settings.enabled();
    }

    FolderSettings settings() {
        return new FolderSettings(
                folder,
                recursive,
                mode,
                rule,
                outputs,
                Optional.ofNullable(target).filter(text -> !text.isBlank()),
                pollSeconds,
                Optional.ofNullable(node).filter(text -> !text.isBlank()),
                enabled);
    }

    public Long getId() {
        return id;
    }

    public String getFolder() {
        return folder;
    }

    public void setFolder(String folder) {
        this.folder = folder;
    }

    public boolean isRecursive() {
        return recursive;
    }

    public void setRecursive(boolean recursive) {
        this.recursive = recursive;
    }

    public WatchMode getMode() {
        return mode;
    }

    public void setMode(WatchMode mode) {
        this.mode = mode;
    }

    public WatchRule getRule() {
        return rule;
    }

    public void setRule(WatchRule rule) {
        this.rule = rule;
    }

    public List<String> getOutputs() {
        return outputs;
    }

    public void setOutputs(List<String> outputs) {
        this.outputs = outputs;
    }

    public String getTarget() {
        return target;
    }

    public void setTarget(String target) {
        this.target = target;
    }

    public int getPollSeconds() {
        return pollSeconds;
    }

    public void setPollSeconds(int pollSeconds) {
        this.pollSeconds = pollSeconds;
    }

    public String getNode() {
        return node;
    }

    public void setNode(String node) {
        this.node = node;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
