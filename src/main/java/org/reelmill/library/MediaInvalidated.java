package org.reelmill.library;

import java.util.List;

/**
 * What was found out about images and films was forgotten, and what was made of them shall be made anew (S0.32, X12).
 *
 * @param entries their ids
 */
public record MediaInvalidated(List<Long> entries) {}
