package org.reelmill.pipeline.batch;

import org.reelmill.pipeline.Transcode;
import org.reelmill.pipeline.WorkInHand;

/** An encoded segment on its way to be recorded. */
record EncodedItem(WorkInHand.Held held, Transcode.Result result) {}
