/** When webhooks are told. */
package org.reelmill.webhook.timer;
