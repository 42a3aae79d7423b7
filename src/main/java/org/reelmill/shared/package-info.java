/**
 * What every feature needs and none owns: time, ids, rights, pages of lists and the exceptions that have a meaning outside.
 */
package org.reelmill.shared;
