/** What is done about events from time to time. */
package org.reelmill.live.timer;
