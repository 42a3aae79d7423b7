/** What is done for batch executions at regular times. */
package org.reelmill.operator.timer;
