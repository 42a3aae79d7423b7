/** Watched folders and registered videos over HTTP. */
package org.reelmill.watch.rest;
