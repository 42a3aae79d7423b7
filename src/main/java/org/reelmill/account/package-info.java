/**
 * Who may do what: accounts, their roles, sign-in, tokens for programs, and the record of every change.
 *
 * <p>Entrances for other features: {@link org.reelmill.account.CurrentCaller} says who asks, {@link
 * org.reelmill.shared.Rights} names what {@code @RolesAllowed} may demand, {@link org.reelmill.account.Audit} records a
 * change. What a role may do stands in {@link org.reelmill.account.Role} and nowhere else. Requests are authenticated in
 * {@code security}; nothing here knows HTTP.
 */
package org.reelmill.account;
