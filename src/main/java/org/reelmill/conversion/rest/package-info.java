/** The item API of S2, with its names as clients know them. */
package org.reelmill.conversion.rest;
