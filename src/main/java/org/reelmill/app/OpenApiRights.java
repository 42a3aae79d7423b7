package org.reelmill.app;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.reelmill.shared.Problem;

/**
 * Says in the OpenAPI document which right each operation needs (OpenAPI 3.1: the role names of a security requirement).
 * Works during the build, on the operation ids that the generator made of class and method.
 */
public class OpenApiRights implements OASFilter {

    static final String BASIC = "basic";
    static final String TOKEN = "token";

    @Override
    public Operation filterOperation(Operation operation) {
        Method method = method(operation.getOperationId());
        operation.setSecurity(List.of());
        rights(method).ifPresent(rights -> {
            operation.addSecurityRequirement(requirement(BASIC, rights));
            operation.addSecurityRequirement(requirement(TOKEN, rights));
        });
        operation.getResponses().addAPIResponse("default", problem());
        operation.setOperationId(
                method.getDeclaringClass().getSimpleName().replace("Resource", "") + "_" + method.getName());
        return operation;
    }

    /** Every refusal and failure has one form. */
    private static APIResponse problem() {
        Schema schema = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
        for (String member : List.of("type", "title", "detail", "field", "error")) {
            schema.addProperty(member, OASFactory.createSchema().addType(Schema.SchemaType.STRING));
        }
        schema.addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER));
        return OASFactory.createAPIResponse()
                .description(
                        "A refusal or failure, as problem details of RFC 9457; field names the input that is wrong")
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(schema)));
    }

    private static SecurityRequirement requirement(String scheme, List<String> rights) {
        return OASFactory.createSecurityRequirement().addScheme(scheme, rights);
    }

    /** The rights of which one is needed; empty when the operation is open to everybody. */
    private static Optional<List<String>> rights(Method method) {
        Class<?> type = method.getDeclaringClass();
        boolean open = method.isAnnotationPresent(PermitAll.class)
                || type.isAnnotationPresent(PermitAll.class) && !method.isAnnotationPresent(RolesAllowed.class);
        RolesAllowed allowed = Optional.ofNullable(method.getAnnotation(RolesAllowed.class))
                .orElse(type.getAnnotation(RolesAllowed.class));
        return open ? Optional.empty() : Optional.of(List.of(allowed.value()));
    }

    private static Method method(String operationId) {
        int end = operationId.lastIndexOf('_');
        try {
            return Arrays.stream(Class.forName(operationId.substring(0, end)).getMethods())
                    .filter(method -> method.getName().equals(operationId.substring(end + 1)))
                    .findFirst()
                    .orElseThrow();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The generator names classes in another way now: " + operationId, e);
        }
    }
}
