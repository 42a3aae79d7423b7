package org.reelmill.account;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.reelmill.shared.Demands;
import org.reelmill.shared.ForbiddenException;

/** Enforces {@link Demands}, before any transaction begins. */
@Demands("")
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
public class DemandsInterceptor {

    private final CurrentCaller caller;

    @Inject
    public DemandsInterceptor(CurrentCaller caller) {
        this.caller = caller;
    }

    @AroundInvoke
    Object check(InvocationContext call) throws Exception {
        String right = demanded(call);
        if (caller.find().filter(it -> !it.rights().contains(right)).isPresent()) {
            throw ForbiddenException.byRole();
        }
        return call.proceed();
    }

    /** Of the method, else of its class. */
    private static String demanded(InvocationContext call) {
        Demands ofMethod = call.getMethod().getAnnotation(Demands.class);
        return ofMethod != null
                ? ofMethod.value()
                : call.getMethod()
                        .getDeclaringClass()
                        .getAnnotation(Demands.class)
                        .value();
    }
}
