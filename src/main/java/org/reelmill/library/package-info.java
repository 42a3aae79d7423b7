/**
 * The media library: named folder trees, what is in them and how much, what is retained, removed and moved. People see what
 * the database knows; scans keep that true.
 */
package org.reelmill.library;
