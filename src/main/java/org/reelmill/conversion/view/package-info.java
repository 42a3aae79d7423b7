/** The page about conversions. */
package org.reelmill.conversion.view;
