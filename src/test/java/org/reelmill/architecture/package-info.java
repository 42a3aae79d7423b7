/** The structure of the program, tested like its behaviour. */
package org.reelmill.architecture;
