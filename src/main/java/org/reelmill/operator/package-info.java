/**
 * Jakarta Batch for people who look after the mill: what ran, where, how far and why not; start, stop, restart, abandon.
 * {@link org.reelmill.operator.BatchConsole} is the entrance. It reads the tables of the batch runtime, which all nodes share,
 * and acts through its port {@link org.reelmill.operator.BatchOperations}. What runs in this server is known to
 * {@link org.reelmill.operator.RunningExecutions}, which the runtime reports to.
 */
package org.reelmill.operator;
