package org.reelmill.dashboard;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reelmill.dashboard.DashboardReport.Disk;
import org.reelmill.settings.WorkFolders;
import org.tinylog.Logger;

/** How much room there is where this node reads and writes. */
@ApplicationScoped
public class Disks {

    /** Less is low. */
    private static final long BYTES = 5_000_000_000L;

    private static final int PERCENT = 5;

    private final WorkFolders folders;

    @Inject
    Disks(WorkFolders folders) {
        this.folders = folders;
    }

    /** For CDI's proxy. */
    protected Disks() {
        this(null);
    }

    /** Folders that cannot be asked are not in it: the readiness of the node says what is wrong with them. */
    List<Disk> all() {
        Map<String, Path> places = new LinkedHashMap<>();
        places.put("source", folders.source());
        places.put("work", folders.work());
        places.put("delivery", folders.delivery());
        places.put("home", folders.home());
        List<Disk> disks = new ArrayList<>();
        places.forEach((name, path) -> {
            try {
                FileStore store = Files.getFileStore(path);
                long bytes = store.getTotalSpace();
                long free = store.getUsableSpace();
                disks.add(new Disk(name, bytes, free, free < BYTES || free < bytes / 100 * PERCENT));
            } catch (IOException e) {
                Logger.debug("The space of the folder {} is not known: {}", name, e.toString());
            }
        });
        return disks;
    }
}
