package org.reelmill.account;

/**
 * A change was recorded in the audit log. Fired inside the transaction of the change.
 *
 * @param action {@code thing.verb}
 */
public record Audited(String action) {}
