package org.reelmill.thumbnail;

/**
 * A node's right to make a preview, until its lease ends.
 *
 * @param id of the row
 * @param fence grows with each claim; what is told under an older one is refused
 */
public record ThumbnailClaim(long id, long fence, Subject subject) {}
