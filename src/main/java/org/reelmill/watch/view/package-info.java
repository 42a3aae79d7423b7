/** The page about watched folders. */
package org.reelmill.watch.view;
