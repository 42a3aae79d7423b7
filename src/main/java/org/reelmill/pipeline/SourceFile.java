package org.reelmill.pipeline;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A film in the source folder.
 *
 * @param name path below that folder, with forward slashes
 * @param job the open job that it has
 */
public record SourceFile(String name, long bytes, Instant modified, Optional<UUID> job) {}
