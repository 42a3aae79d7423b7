package org.reelmill.library.batch;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.reelmill.library.FolderWalk;
import org.reelmill.library.Scans;

/** The folders of a scan, many at a time; its checkpoint is where the walk stands. Ends early when the scan shall end. */
@Named
@Dependent
public class FolderReader extends AbstractItemReader {

    private final FolderWalk walk;
    private final Scans scans;
    private final long scan;

    @Inject
    public FolderReader(FolderWalk walk, Scans scans, @BatchProperty(name = "scan") long scan) {
        this.walk = walk;
        this.scans = scans;
        this.scan = scan;
    }

    @Override
    public void open(Serializable checkpoint) {
        if (checkpoint instanceof long[][] position) {
            walk.goOn(position);
        } else {
            scans.folderOf(scan).ifPresent(folder -> walk.begin(folder.entry().id()));
        }
    }

    @Override
    public long[] readItem() {
        long[] next = scans.isWanted(scan) ? walk.next() : new long[0];
        return next.length == 0 ? null : next;
    }

    @Override
    public Serializable checkpointInfo() {
        return walk.position();
    }
}
