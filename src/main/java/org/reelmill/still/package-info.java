/**
 * The thumbnails maker of S1: videos that are uploaded to have still pictures of exact sizes made of them. Each upload and each thumbnail
 * is a job with a row of its own, which any node may take; who asks waits for it, or, if he says so, does not (S1.17, ADR 0036).
 */
package org.reelmill.still;
