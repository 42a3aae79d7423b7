/** How programs are told: by server-sent events, or by a list that they ask for. */
package org.reelmill.live.rest;
