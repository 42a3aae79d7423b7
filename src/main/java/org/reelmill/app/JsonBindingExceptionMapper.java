package org.reelmill.app;

import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.ext.Provider;

/** Answers for JSON that does not fit; nearer than the servers' own mappers. */
@Provider
public class JsonBindingExceptionMapper extends ProblemMapper<JsonbException> {}
