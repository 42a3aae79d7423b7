package org.reelmill.app;

import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.InvocationContext;

/**
 * Keeps all timers still until the application has started (WEB-INF/ejb-jar.xml). WildFly begins them before that, and goes on
 * with them when the start was refused, for instance because the schema is that of a newer version.
 */
public class AfterStart {

    /** @throws Exception whatever the timer throws */
    @AroundTimeout
    public Object run(InvocationContext timeout) throws Exception {
        return ReelmillDataSource.hasStarted() ? timeout.proceed() : null;
    }
}
