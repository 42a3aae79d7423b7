/** The numbers over HTTP. */
package org.reelmill.metrics.rest;
