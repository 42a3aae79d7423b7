package org.reelmill.account.rest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestGuardTest {

    private final JavaClasses product = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.reelmill");

    @Test
    void everyRestMethodOfTheProductSaysWhoMayCallIt() {
        methods().that(areRestMethods()).should(sayWhoMayCallThem()).check(product);
    }

    private static DescribedPredicate<JavaMethod> areRestMethods() {
        return DescribedPredicate.describe("are REST methods", method -> method.getAnnotations().stream()
                .anyMatch(it -> it.getRawType().isAnnotatedWith(HttpMethod.class)));
    }

    private static ArchCondition<JavaMethod> sayWhoMayCallThem() {
        return new ArchCondition<>("say who may call them") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean says = Stream.of(RolesAllowed.class, PermitAll.class, DenyAll.class)
                        .anyMatch(it ->
                                method.isAnnotatedWith(it) || method.getOwner().isAnnotatedWith(it));
                events.add(new SimpleConditionEvent(method, says, method.getFullName()));
            }
        };
    }
}
