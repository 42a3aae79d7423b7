package org.reelmill.library;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What the age purge (policy {@code garbageKeepDays}) will delete for ever, over all libraries.
 *
 * @param keepDays days for which what was removed is kept; 0: for ever, and nothing is ahead
 * @param entries how many things go within the days that were asked for, those that are overdue included
 * @param bytes their size
 * @param next when the first of all goes, in UTC; empty when the garbage is empty or nothing goes by age
 */
public record PurgeForecast(int keepDays, long entries, long bytes, Optional<LocalDateTime> next) {

    static final PurgeForecast NEVER = new PurgeForecast(0, 0, 0, Optional.empty());
}
