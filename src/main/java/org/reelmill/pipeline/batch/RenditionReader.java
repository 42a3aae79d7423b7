package org.reelmill.pipeline.batch;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Iterator;
import org.reelmill.pipeline.ExportWork;
import org.reelmill.pipeline.JobRendition;

/** The rendition of its partition. */
@Named
@Dependent
public class RenditionReader extends AbstractItemReader {

    @Inject
    @BatchProperty
    private String rendition;

    @Inject
    private JobContext jobContext;

    private Iterator<JobRendition> renditions;

    @Override
    public void open(Serializable checkpoint) {
        renditions = ((ExportWork) jobContext.getTransientUserData())
                .renditions().stream()
                        .filter(candidate -> candidate.name().equals(rendition))
                        .iterator();
    }

    @Override
    public JobRendition readItem() {
        return renditions.hasNext() ? renditions.next() : null;
    }
}
