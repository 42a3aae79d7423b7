/** Webhooks as REST. */
package org.reelmill.webhook.rest;
