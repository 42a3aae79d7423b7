/** What is done for previews at regular times. */
package org.reelmill.thumbnail.timer;
