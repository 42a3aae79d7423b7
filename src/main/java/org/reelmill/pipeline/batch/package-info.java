/**
 * The pipeline as Jakarta Batch jobs: what starts them ({@link org.reelmill.pipeline.batch.BatchJobStarter}) and the artifacts
 * that {@code batch-jobs/pipeline-*.xml} name. An artifact only calls the class of the feature root that does the work.
 */
package org.reelmill.pipeline.batch;
