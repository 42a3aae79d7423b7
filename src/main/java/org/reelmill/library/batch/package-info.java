/** The batch job that reads folders and finds out about media files. */
package org.reelmill.library.batch;
