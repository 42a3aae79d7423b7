/** Policies as REST. */
package org.reelmill.settings.rest;
