package org.reelmill.settings.view;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.omnifaces.cdi.ViewScoped;
import org.reelmill.settings.FolderReport;
import org.reelmill.settings.Folders;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.settings.ThisServer;
import org.reelmill.shared.view.PageMessages;

/** Registration, folders and the configuration of this node. */
@Named
@ViewScoped
public class SettingsBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Policies policies;
    private final Folders folders;
    private final ThisServer server;

    private boolean open;
    private String role;

    /** For CDI's proxy. */
    protected SettingsBacking() {
        this(null, null, null);
    }

    @Inject
    public SettingsBacking(Policies policies, Folders folders, ThisServer server) {
        this.policies = policies;
        this.folders = folders;
        this.server = server;
    }

    @PostConstruct
    void read() {
        PolicyValues values = policies.current();
        open = values.isOn(Policy.ALLOW_REGISTER);
        role = values.text(Policy.REGISTER_ROLE);
    }

    public void saveRegistration() {
        Map<Policy, String> wanted = Map.of(Policy.ALLOW_REGISTER, open ? "1" : "0", Policy.REGISTER_ROLE, role);
        if (PageMessages.attempt("registration", () -> policies.change(wanted, Map.of()))) {
            PageMessages.info("settings.registration.saved");
        }
    }

    public void mark(String folder) {
        if (PageMessages.attempt("", () -> folders.mark(folder))) {
            PageMessages.info("settings.folders.marked");
        }
    }

    public List<FolderReport> getFolders() {
        return folders.list();
    }

    /** Values by variable, without secrets. */
    public Map<String, String> getConfiguration() {
        return server.configuration();
    }

    public Instant getNow() {
        return server.time();
    }

    public List<String> getRoles() {
        return Policy.REGISTER_ROLE.choices();
    }

    public boolean isOpen() {
        return open;
    }

    public void setOpen(boolean open) {
        this.open = open;
    }

    public String getRole() {
        return role;
    }

    public void setRole(String role) {
        this.role = role;
    }
}
