/** Jakarta Batch behind {@link org.reelmill.operator.BatchOperations}, and the artifacts of {@code operator-sweep}. */
package org.reelmill.operator.batch;
