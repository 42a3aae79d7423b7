/** The mill at a glance as REST. */
package org.reelmill.dashboard.rest;
