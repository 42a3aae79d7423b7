/** Jobs, outputs and the source folder as REST, and the finished films as files. */
package org.reelmill.pipeline.rest;
