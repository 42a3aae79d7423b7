package org.reelmill.app;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.reelmill.shared.Sentence;

/** Answers with problem details. The servers choose the mapper that is nearest to what was thrown, so there are several. */
abstract class ProblemMapper<T extends Throwable> implements ExceptionMapper<T> {

    @Context
    private HttpHeaders headers;

    @Override
    public Response toResponse(T thrown) {
        return Problems.answer(thrown, Sentence.languageOf(headers::getHeaderString));
    }
}
