/**
 * Conversions of single files that clients hand in, ask for and fetch (S2). Files are on the shared work folder, items and their
 * states in the store; who works on what is a matter of the broker. Both are ports: the table {@code conversion_item} is
 * behind them, and a memory in tests.
 */
package org.reelmill.conversion;
