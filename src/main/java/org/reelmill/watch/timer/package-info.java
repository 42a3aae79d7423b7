/** Asks each second what happened in the watched folders. */
package org.reelmill.watch.timer;
