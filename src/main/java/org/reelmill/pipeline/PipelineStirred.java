package org.reelmill.pipeline;

/** There may be work to start or to end: a job was handed in or steered. Fired inside the transaction of the change. */
record PipelineStirred() {}
