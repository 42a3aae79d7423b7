package org.reelmill.app;

import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.ext.Provider;

/** Answers for input that validation refuses; nearer than the servers' own mappers, whose forms differ. */
@Provider
public class ViolationMapper extends ProblemMapper<ConstraintViolationException> {}
