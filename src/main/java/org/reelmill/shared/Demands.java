package org.reelmill.shared;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Only an account with this right may call a service's method, whichever page or resource the call comes through; others get
 * a {@link ForbiddenException}. What the product does by itself, without anybody asking, is not held up.
 */
@InterceptorBinding
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Demands {

    /** A value of {@link Rights}. */
    @Nonbinding
    String value();
}
