/** Tells other programs over HTTP what becomes of jobs and items. {@link org.reelmill.webhook.Webhooks} is the entrance. */
package org.reelmill.webhook;
