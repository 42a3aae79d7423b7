package org.reelmill.app;

import jakarta.ws.rs.ext.Provider;

/** Answers for every exception that no other mapper is nearer to. */
@Provider
public class AnyExceptionMapper extends ProblemMapper<Throwable> {}
