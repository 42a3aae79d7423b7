package org.reelmill.conversion;

/**
 * Whose an item is (D2.3). Two accounts may use the same client id and do not see each other's items.
 *
 * @param account its number
 * @param client one of the account's clients
 */
public record Owner(long account, String client) {}
