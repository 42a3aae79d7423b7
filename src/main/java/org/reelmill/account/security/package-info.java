/**
 * Finds out, for every HTTP request, who asks and whether the container may let it pass. The one mechanism stands in
 * {@link org.reelmill.account.security.AccountMechanism}; which path is open to whom in {@code web.xml}.
 */
package org.reelmill.account.security;
