/** What is done for videos and their thumbnails at regular times. */
package org.reelmill.still.timer;
