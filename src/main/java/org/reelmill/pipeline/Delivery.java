package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
            String name = records.reserve(work.claim(), rendition, fileName -> free(folder.get(), fileName));
            JobFiles.move(
                    work.folder().resolve(rendition.fileName()), folder.get().resolve(name));
        }
        JobFiles.removeTree(work.folder());
    }

    private String free(Path folder, String fileName) {
        if (policies.current().isOn(Policy.OVERWRITE_DELIVERY)) {
            return fileName;
        }
        String stem = fileName.substring(0, fileName.length() - ".mp4".length());
        String name = fileName;
        for (int number = 2; Files.exists(folder.resolve(name)); number++) {
            name = stem + " (" + number + ").mp4";
        }
        return name;
    }
}
