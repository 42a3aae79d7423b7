/** Accounts, tokens and the caller's own account as REST, and the guard before every REST method. */
package org.reelmill.account.rest;
