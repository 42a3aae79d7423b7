package org.reelmill.app;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;

/** Answers for what JAX-RS itself refuses, such as an unknown path or method. */
@Provider
public class WebExceptionMapper extends ProblemMapper<WebApplicationException> {}
