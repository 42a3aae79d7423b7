/** The pages about jobs. */
package org.reelmill.pipeline.view;
