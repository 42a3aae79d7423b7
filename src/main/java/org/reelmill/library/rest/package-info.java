/** The library over HTTP: REST, files, and the routes of old clients. */
package org.reelmill.library.rest;
