package org.reelmill.live;

import java.util.List;

/** Somebody who watches. Called from one thread, which must not be kept waiting: nothing here may block. */
public interface LiveListener {

    /** New events, in their order; never none, and none twice. */
    void happened(List<LiveEvent> events);

    /** Events between the place that he knew and now are lost to him, or too many: he has to look at everything anew. */
    void missed();

    /**
     * He is told everything that is committed from now on (the first time), or some seconds passed.
     *
     * @return false when he is gone and is to be forgotten
     */
    boolean beat();
}
