package org.reelmill.app;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.ext.Provider;

/** Answers for a body that could not be read; nearer than the servers' own mappers. */
@Provider
public class ProcessingExceptionMapper extends ProblemMapper<ProcessingException> {}
