/** Backing beans of the pages for signing in, registering and one's own account, and of every page's frame. */
package org.reelmill.account.view;
