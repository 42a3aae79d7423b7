package org.reelmill.shared;

/**
 * Somebody changed something that the audit log tells about. Fired inside the transaction of the change, by features that
 * stand below accounts in the ladder or do not need more.
 *
 * @param action {@code thing.verb}
 * @param subject the thing, with its id
 * @param detail the new values; nothing secret
 */
public record ChangeMade(String action, String subject, String detail) {}
