package org.reelmill.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** Everything below {@code /api}; resources are found as CDI beans. */
@ApplicationPath("/api")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Reelmill",
                        version = "1",
                        description =
                                "Films go in, verified renditions come out. Errors are problem details of RFC 9457.",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")))
@SecurityScheme(
        securitySchemeName = OpenApiRights.BASIC,
        type = SecuritySchemeType.HTTP,
        scheme = "basic",
        description = "User name and password of an account")
@SecurityScheme(
        securitySchemeName = OpenApiRights.TOKEN,
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "A token of an account")
public class RestApplication extends Application {}
