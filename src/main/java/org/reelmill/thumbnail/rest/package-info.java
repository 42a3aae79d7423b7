/** Previews for pages and programs. */
package org.reelmill.thumbnail.rest;
