/**
 * What the pages of all features have in common: messages, tables that are paged in the database. The one edge that the
 * {@code view} of other features may use (ADR 0019).
 */
package org.reelmill.shared.view;
