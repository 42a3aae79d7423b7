/**
 * Starts the distribution of one file, {@code java -jar reelmill.jar}: Payara Micro with the application inside. It runs before
 * there is a server, and so uses nothing of ours.
 */
package org.reelmill.launch;
