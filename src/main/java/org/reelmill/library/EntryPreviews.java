package org.reelmill.library;

import java.util.List;
import java.util.Map;

/** Previews of entries, which are made elsewhere. */
public interface EntryPreviews {

    /**
     * What there is to see of entries. Who asks for one that is not there has thereby asked for it to be made.
     *
     * @return by id; entries that are neither image nor film are left out
     */
    Map<Long, EntryPreview> of(LibraryRoot root, List<Known> entries);

    /**
     * Ids of entries whose preview was made or given up, the latest first.
     *
     * @param since seconds since 1970, by the database's clock
     */
    List<Long> changedSince(LibraryRoot root, long since, int most);
}
