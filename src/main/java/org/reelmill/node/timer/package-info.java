/** Timers of this node. */
package org.reelmill.node.timer;
