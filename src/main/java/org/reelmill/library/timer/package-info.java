/** What is done for the library at regular times. */
package org.reelmill.library.timer;
