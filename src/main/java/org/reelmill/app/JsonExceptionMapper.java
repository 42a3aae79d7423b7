package org.reelmill.app;

import jakarta.json.JsonException;
import jakarta.ws.rs.ext.Provider;

/** Answers for a body that is no JSON; nearer than the servers' own mappers. */
@Provider
public class JsonExceptionMapper extends ProblemMapper<JsonException> {}
