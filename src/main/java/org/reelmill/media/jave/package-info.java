/**
 * The media engine made of ffmpeg and ffprobe: the only place that knows their options.
 *
 * <p>{@code JaveMediaEngine} is the entrance. Programs are found by {@code ToolFinder}, started through jave-core's
 * {@code ProcessLocator} and watched over by {@code Tools}; every other class says what is to be run and judges what came
 * of it. Nothing outside this package starts a process for media.
 */
package org.reelmill.media.jave;
