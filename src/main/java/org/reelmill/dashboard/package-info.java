/**
 * The mill at one glance: what it does, what it has before it, and what needs a person now.
 * {@link org.reelmill.dashboard.Dashboard} is the entrance.
 */
package org.reelmill.dashboard;
