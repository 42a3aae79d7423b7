/** The page about webhooks. */
package org.reelmill.webhook.view;
