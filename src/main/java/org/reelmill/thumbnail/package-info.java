/**
 * Previews: small pictures, tiles to find a moment by and short films of what is in the library and of what jobs have published.
 * {@link org.reelmill.thumbnail.Thumbnails} is what pages ask; {@link org.reelmill.thumbnail.Previews} makes one picture at once
 * for whoever waits for it.
 */
package org.reelmill.thumbnail;
