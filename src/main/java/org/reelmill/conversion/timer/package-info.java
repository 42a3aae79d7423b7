/** What is done for conversions at regular times. */
package org.reelmill.conversion.timer;
