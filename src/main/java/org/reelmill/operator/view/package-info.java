/** Backing beans of the pages below {@code /batch}. */
package org.reelmill.operator.view;
