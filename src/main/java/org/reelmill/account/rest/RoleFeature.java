package org.reelmill.account.rest;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import org.tinylog.Logger;

/**
 * Puts a guard before every REST method, as its annotations say; those of the method count before those of its class.
 * A method without any is refused to everybody. Needed because RESTEasy ignores {@code @RolesAllowed} by itself.
 */
@Provider
public class RoleFeature implements DynamicFeature {

    /** The servers add methods of their own, such as OPTIONS; they are refused as well, without a word. */
    private static final String OURS = "org.reelmill.";

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Method method = resource.getResourceMethod();
        Class<?> type = resource.getResourceClass();
        if (isOpen(method, type)) {
            return;
        }
        Set<String> rights = allowed(method, type).map(it -> Set.of(it.value())).orElse(Set.of());
        if (rights.isEmpty() && type.getName().startsWith(OURS)) {
            Logger.error("{}.{} says nobody may call it, so nobody may", type.getSimpleName(), method.getName());
        }
        context.register(new RoleFilter(rights));
    }

    private static boolean isOpen(Method method, Class<?> type) {
        if (decides(method)) {
            return method.isAnnotationPresent(PermitAll.class);
        }
        return find(type, PermitAll.class).isPresent();
    }

    private static Optional<RolesAllowed> allowed(Method method, Class<?> type) {
        if (decides(method)) {
            return Optional.ofNullable(method.getAnnotation(RolesAllowed.class));
        }
        return find(type, RolesAllowed.class);
    }

    private static boolean decides(Method method) {
        return method.isAnnotationPresent(PermitAll.class)
                || method.isAnnotationPresent(RolesAllowed.class)
                || method.isAnnotationPresent(DenyAll.class);
    }

    /** The server may hand us the CDI proxy, which inherits from the class that was written. */
    private static <A extends Annotation> Optional<A> find(Class<?> type, Class<A> annotation) {
        for (Class<?> it = type; it != null; it = it.getSuperclass()) {
            if (it.isAnnotationPresent(annotation)) {
                return Optional.of(it.getAnnotation(annotation));
            }
        }
        return Optional.empty();
    }
}
