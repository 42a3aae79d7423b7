package org.reelmill.pipeline.batch;

import jakarta.inject.Named;

/** An artifact for the test of the test of job definitions. */
@Named
public class PlantedBatchlet {}
