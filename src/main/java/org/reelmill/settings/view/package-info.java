/** Backing beans of the pages for policies and settings. */
package org.reelmill.settings.view;
