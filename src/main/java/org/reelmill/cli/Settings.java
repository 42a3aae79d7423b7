package org.reelmill.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What the client is configured to (S2.13).
 *
 * @param clientId who it is for the servers; items are found by it
 * @param servers in the order in which they are asked
 * @param observed the folders that {@code watch} looks at
 * @param database folder of the local database
 */
record Settings(String clientId, List<Server> servers, List<Observed> observed, Path database) {

    /**
     * A folder that is watched.
     *
     * @param types of files that are handed in
     * @param conversion their conversion; empty: what is usual for each type
     * @param results where results are put; the folder itself when it is the same
     */
    record Observed(Path folder, Set<MediaType> types, String conversion, Path results) {

        String conversionFor(MediaType type) {
            return conversion.isEmpty() ? type.usualConversion() : conversion;
        }
    }
}
