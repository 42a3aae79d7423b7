/** The routes of S1, with the shapes and codes of its own clients; not below {@code /api}, and so servlets. */
package org.reelmill.still.rest;
