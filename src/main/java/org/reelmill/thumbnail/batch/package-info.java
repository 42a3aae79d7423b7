/** The artifacts of {@code thumbnail-make}, and what starts it. */
package org.reelmill.thumbnail.batch;
