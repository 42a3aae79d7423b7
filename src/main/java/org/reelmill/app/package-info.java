/**
 * Joins the features to one application on one server: start and stop, database, batch runtime, REST frame and logging.
 * Wiring only; it uses every feature and none uses it.
 */
package org.reelmill.app;
