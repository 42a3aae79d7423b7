package org.reelmill.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.ReadinessCheck;

/** The work folders are there, and the configured ones are mounted. */
@ApplicationScoped
public class FolderReadiness implements ReadinessCheck {

    private final WorkFolders folders;

    /** For CDI's proxy. */
    protected FolderReadiness() {
        this(null);
    }

    @Inject
    public FolderReadiness(WorkFolders folders) {
        this.folders = folders;
    }

    @Override
    public Optional<String> problem() {
        return folders.findProblem();
    }
}
