/** Backing beans of the pages about nodes. */
package org.reelmill.node.view;
