/**
 * Watched folders (S3): their videos are registered where they lie, as rows of {@code videos}, once each and only when they are
 * complete; a rule of the folder may have jobs made of them. What the file system tells is a hint; that a folder is looked
 * through again and again is the truth (ADR 26).
 */
package org.reelmill.watch;
