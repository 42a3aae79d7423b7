/** The mill at a glance as a page. */
package org.reelmill.dashboard.view;
