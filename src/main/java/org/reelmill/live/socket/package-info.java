/** How browsers are told: by WebSocket. */
package org.reelmill.live.socket;
