/** Pages of the library. */
package org.reelmill.library.view;
