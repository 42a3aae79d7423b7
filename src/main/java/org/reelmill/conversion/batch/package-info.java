/** The artifacts of {@code conversion-run}, and what starts it. */
package org.reelmill.conversion.batch;
