/** What tests of several features share: the server with the application, real databases, builders and assertions. */
package org.reelmill.testing;
