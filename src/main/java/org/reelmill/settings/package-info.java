/**
 * What an operator decides: the {@link org.reelmill.settings.Configuration} of one node, read once at start from the
 * environment, and the folders that follow from it. Every feature may use it; it uses none.
 */
package org.reelmill.settings;
