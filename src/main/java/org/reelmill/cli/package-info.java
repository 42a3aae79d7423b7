/**
 * The command line: a client of the server, which it knows by HTTP only. It is a jar of its own ({@code target/reelmill-cli.jar})
 * and uses nothing of the other packages.
 */
package org.reelmill.cli;
