/** A farm of real servers with real films, on which everything that may happen does; {@link org.reelmill.faults.FaultsIT} is the entrance. */
package org.reelmill.faults;
