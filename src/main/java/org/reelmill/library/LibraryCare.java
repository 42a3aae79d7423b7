package org.reelmill.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.reelmill.node.NodeLife;
import org.tinylog.Logger;

/** What is done for the library without anybody asking. Each may run on all nodes. */
@ApplicationScoped
public class LibraryCare {

    private final Scans scans;
    private final Transfers transfers;
    private final Retention retention;
    private final Moving moving;
    private final LibraryRoots roots;
    private final NodeLife nodeLife;

    @Inject
    LibraryCare(
            Scans scans,
            Transfers transfers,
            Retention retention,
            Moving moving,
            LibraryRoots roots,
            NodeLife nodeLife) {
        this.scans = scans;
        this.transfers = transfers;
        this.retention = retention;
        this.moving = moving;
        this.roots = roots;
        this.nodeLife = nodeLife;
    }

    /** For CDI's proxy. */
    protected LibraryCare() {
        this(null, null, null, null, null, null);
    }

    /** Once the node has joined: who reads executions of a server that died knows them by their node. */
    public void often() {
        if (nodeLife.self().isPresent() && roots.any()) {
            scans.tend();
        }
    }

    /** Starts at once what somebody waits for. What cannot be started now is started by the timer. */
    void start(@Observes ScanWanted wanted) {
        try {
            often();
        } catch (RuntimeException e) {
            // why: the wish is written down, and whoever has it must be told so whatever keeps the batch runtime from
            // beginning
            Logger.warn(e, "A scan cannot be started at once");
        }
    }

    public void seldom() {
        transfers.recover();
        boolean more = true;
        while (more) {
            more = retention.expire();
        }
        moving.purge();
    }
}
