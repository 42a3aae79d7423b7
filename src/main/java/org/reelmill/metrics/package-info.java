/**
 * The mill in numbers for Prometheus. {@link org.reelmill.metrics.Metrics} is the entrance; every metric is declared in
 * {@link org.reelmill.metrics.Counters} or {@link org.reelmill.metrics.Gauges}.
 */
package org.reelmill.metrics;
