package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.reelmill.media.MediaException;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;

/** Moves finished films to the delivery folder (S4.13, M43). Off, or without that folder, they stay in the export folder. */
@ApplicationScoped
public class Delivery {

    private final ExportRecords records;
    private final JobFiles files;
    private final Policies policies;

    @Inject
    Delivery(ExportRecords records, JobFiles files, Policies policies) {
        this.records = records;
        this.files = files;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected Delivery() {
        this(null, null, null);
    }

    void deliver(ExportWork work) throws MediaException, IOException {
        Optional<Path> folder = files.delivery();
        if (folder.isEmpty() || !policies.current().isOn(Policy.MOVE_AFTER_EXPORT)) {
            return;
        }
        for (JobRendition rendition : work.renditions()) {
            String name = name(work, rendition, folder.get());
            JobFiles.move(
                    work.folder().resolve(rendition.fileName()), folder.get().resolve(name));
        }
        JobFiles.removeTree(work.folder());
    }

    private String name(ExportWork work, JobRendition rendition, Path folder) throws MediaException {
        Optional<String> before = records.reserved(work.claim(), rendition);
        if (before.isPresent()) {
            return before.get();
        }
        boolean overwrite = policies.current().isOn(Policy.OVERWRITE_DELIVERY);
        for (int number = 1; ; number++) {
            String name = numbered(rendition.fileName(), number);
            if ((overwrite || !Files.exists(folder.resolve(name)))
                    && reserve(work.claim(), rendition, name, overwrite)) {
                return name;
            }
        }
    }

    /** @return false when another export was faster */
    private boolean reserve(Claim claim, JobRendition rendition, String name, boolean shared) throws MediaException {
        try {
            records.reserve(claim, rendition, name, shared);
            return true;
        } catch (PersistenceException e) {
            if (Jobs.isTaken(e)) {
                return false;
            }
            throw e;
        }
    }

    private static String numbered(String fileName, int number) {
        return number == 1
                ? fileName
                : fileName.substring(0, fileName.length() - ".mp4".length()) + " (" + number + ").mp4";
    }
}
