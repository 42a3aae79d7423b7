package org.reelmill.library;

/**
 * Something in a root is not as it was. Fired inside the transaction of the change.
 *
 * @param root its name
 */
public record LibraryChanged(String root) {}
