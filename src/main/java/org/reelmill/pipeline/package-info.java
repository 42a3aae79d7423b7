/**
 * The mill: a film goes in, its verified renditions come out.
 *
 * <p>{@link org.reelmill.pipeline.Jobs} is the entrance for people and programs. Behind it, three kinds of tasks
 * ({@link org.reelmill.pipeline.TaskKind}) are claimed through the database ({@link org.reelmill.pipeline.Claims}), worked on
 * by {@link org.reelmill.pipeline.Ingest}, {@link org.reelmill.pipeline.Transcode} and {@link org.reelmill.pipeline.Export},
 * and finished under the fence they were claimed with. {@link org.reelmill.pipeline.Foreman} decides each second what this
 * node should start; the batch artifacts only call these classes. ffmpeg is behind {@link org.reelmill.media.MediaEngine}.
 */
package org.reelmill.pipeline;
