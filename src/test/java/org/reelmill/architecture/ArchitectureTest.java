package org.reelmill.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import jakarta.inject.Named;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules of the layout: every field is one. Each speaks about all classes, so none passes only because nothing is
 * there. Run as plain JUnit tests, because surefire silently runs none of ArchUnit's own kind.
 */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.reelmill");

    /** Programs of their own, without a server around them. */
    private static final Set<String> ALONE = Set.of("cli", "launch");

    private static final Set<String> CLOCKS = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime");

    private static final List<String> RELATIONS = List.of(
            "jakarta.persistence.OneToOne",
            "jakarta.persistence.OneToMany",
            "jakarta.persistence.ManyToOne",
            "jakarta.persistence.ManyToMany");

    static final ArchRule featuresFormNoCycle =
            slices().matching("org.reelmill.(*)..").should().beFreeOfCycles();

    static final ArchRule aFeatureUsesOnlyWhatTheLadderAllows = classes()
            .should(dependOnlyOnOurs("what the ladder allows", (from, to) -> {
                String feature = Places.feature(from).orElse("");
                String used = Places.feature(to).orElse("");
                return feature.equals(used)
                        || used.equals("shared") && !ALONE.contains(feature)
                        || Places.LADDER.getOrDefault(feature, Set.of()).contains(used);
            }));

    static final ArchRule everyFeatureStandsInTheLadder = classes()
            .should(hold("stand in a feature of the ladder", type -> Places.feature(type)
                    .filter(Places.LADDER::containsKey)
                    .isPresent()));

    static final ArchRule otherFeaturesSeeTheRootOnly = classes()
            .should(dependOnlyOnOurs(
                    "roots of other features, and in view shared.view",
                    (from, to) -> Places.feature(from).equals(Places.feature(to))
                            || Places.edge(to).isEmpty()
                            || Places.place(to).equals("shared.view")
                                    && Places.edge(from).equals(Optional.of("view"))));

    static final ArchRule aFeatureDependsInwards = classes()
            .should(dependOnlyOnOurs(
                    "their own place or the root of their feature",
                    (from, to) -> !Places.feature(from).equals(Places.feature(to))
                            || Places.place(from).equals(Places.place(to))
                            || Places.edge(to).isEmpty()));

    static final ArchRule facesStaysInView = technology("jakarta.faces..", "*.view", "app");

    static final ArchRule primeFacesStaysInView = technology("org.primefaces..", "*.view");

    static final ArchRule jaxRsStaysInRest = technology("jakarta.ws.rs..", "*.rest", "app");

    static final ArchRule batchStaysInBatch = technology("jakarta.batch..", "*.batch", "app");

    static final ArchRule theBatchRuntimeStaysInApp = technology("org.jberet..", "app");

    static final ArchRule javeStaysInItsAdapter = technology("ws.schild..", "media.jave");

    static final ArchRule webSocketsStayInSocket = technology("jakarta.websocket..", "*.socket");

    static final ArchRule driversAndFlywayStayInApp = classes()
            .should(dependOnlyOn(
                    "drivers and Flyway if they are in app, and in cli H2's store of maps (ADR 30)",
                    (from, to) -> Places.place(from).equals("app")
                            || Places.place(from).equals("cli")
                                    && resideInAPackage("org.h2.mvstore..").test(to)
                            || !resideInAPackage("org.flywaydb..")
                                    .or(resideInAPackage("com.mysql.."))
                                    .or(resideInAPackage("org.h2.."))
                                    .test(to)));

    static final ArchRule watchServiceStaysInInotify =
            types("the watch service", Set.of("java.nio.file.WatchService", "java.nio.file.WatchKey"), "watch.inotify");

    static final ArchRule processesStartInTheMediaAdapterOnly =
            types("processes", Set.of("java.lang.ProcessBuilder"), "media.jave");

    static final ArchRule timersStayInTimer = types(
            "EJB timers",
            Set.of(
                    "jakarta.ejb.Schedule",
                    "jakarta.ejb.Schedules",
                    "jakarta.ejb.ScheduleExpression",
                    "jakarta.ejb.Timeout",
                    "jakarta.ejb.Timer",
                    "jakarta.ejb.TimerConfig",
                    "jakarta.ejb.TimerService"),
            "*.timer");

    static final ArchRule identityStoresStayInSecurity = types(
            "identity stores",
            Set.of(
                    "jakarta.security.enterprise.identitystore.IdentityStore",
                    "jakarta.security.enterprise.identitystore.IdentityStoreHandler",
                    "jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism"),
            "account.security");

    static final ArchRule entityManagersStayInRepositories = classes()
            .should(dependOnlyOn(
                    "an entity manager if they are called …Repository",
                    (from, to) -> !to.getName().equals("jakarta.persistence.EntityManager")
                            || outermost(from).getSimpleName().endsWith("Repository")));

    static final ArchRule entitiesLiveInRoots = classes()
            .should(hold(
                    "live in the root of a feature if they are entities",
                    type -> !isEntity(type) || Places.edge(type).isEmpty()));

    static final ArchRule relationsStayInsideTheFeature = classes().should(keepRelationsInside());

    static final ArchRule beansOfPagesAreCalledBacking = classes()
            .should(hold(
                    "be called …Backing if they are named beans in view",
                    type -> !Places.edge(type).equals(Optional.of("view"))
                            || !type.isAnnotatedWith(Named.class)
                            || type.getSimpleName().endsWith("Backing")));

    static final ArchRule resourcesAreCalledResource = classes()
            .should(hold(
                    "be called …Resource if they have a path",
                    type -> !type.isAnnotatedWith(Path.class)
                            || type.getSimpleName().endsWith("Resource")));

    static final ArchRule resourcesHaveAConstructorThatRestEasyFinds = classes()
            .should(hold(
                    "have a public constructor without arguments if they are resources",
                    type -> !type.isAnnotatedWith(Path.class)
                            || type.isInterface()
                            || type.getConstructors().stream()
                                    .anyMatch(constructor -> constructor
                                                    .getRawParameterTypes()
                                                    .isEmpty()
                                            && constructor.getModifiers().contains(JavaModifier.PUBLIC))));

    static final ArchRule timersAreCalledTimer = classes()
            .should(hold(
                    "be called …Timer if they are in timer",
                    type -> !Places.edge(type).equals(Optional.of("timer"))
                            || outermost(type).getSimpleName().matches(".*Timer|package-info")));

    static final ArchRule batchArtifactsHaveTheirDefaultName = classes()
            .should(hold(
                    "have no other bean name than the default in batch",
                    type -> !Places.edge(type).equals(Optional.of("batch"))
                            || type.tryGetAnnotationOfType(Named.class)
                                    .map(Named::value)
                                    .orElse("")
                                    .isEmpty()));

    static final ArchRule timeComesFromAClock = classes()
            .should(notAccess(
                    "the time of the machine",
                    access -> access.getTarget().getFullName().equals("java.lang.System.currentTimeMillis()")
                            || access.getTarget().getFullName().equals("java.util.Date.<init>()")
                            || CLOCKS.contains(access.getTargetOwner().getName())
                                    && access.getTarget().getFullName().endsWith(".now()")));

    static final ArchRule nobodySleeps = classes()
            .should(notAccess(
                    "Thread.sleep", access -> access.getTarget().getFullName().startsWith("java.lang.Thread.sleep(")));

    static final ArchRule nobodyStartsProcessesByTheRuntime = classes()
            .should(notAccess(
                    "Runtime.exec", access -> access.getTarget().getFullName().startsWith("java.lang.Runtime.exec(")));

    static final ArchRule standardStreamsStayInTheCommandLine = classes()
            .should(notAccess(
                    "standard streams outside of cli and launch",
                    access -> Places.feature(access.getOriginOwner())
                                    .filter(ALONE::contains)
                                    .isEmpty()
                            && Set.of("java.lang.System.out", "java.lang.System.err", "java.lang.System.in")
                                    .contains(access.getTarget().getFullName())));

    @TestFactory
    Stream<DynamicTest> rules() {
        return Arrays.stream(ArchitectureTest.class.getDeclaredFields())
                .filter(field -> field.getType() == ArchRule.class)
                .map(field -> dynamicTest(field.getName(), () -> ((ArchRule) field.get(null)).check(CLASSES)));
    }

    /**
     * @param foreign the packages of the technology
     * @param places where it may be used, as {@code feature}, {@code feature.edge} or {@code *.edge}
     */
    private static ArchRule technology(String foreign, String... places) {
        return classes()
                .should(dependOnlyOn(
                        foreign + " if they are in " + String.join(", ", places),
                        (from, to) -> !resideInAPackage(foreign).test(to) || isIn(from, places)));
    }

    private static ArchRule types(String what, Set<String> names, String... places) {
        return classes()
                .should(dependOnlyOn(
                        what + " if they are in " + String.join(", ", places),
                        (from, to) -> !names.contains(to.getName()) || isIn(from, places)));
    }

    private static boolean isIn(JavaClass type, String... places) {
        return List.of(places).stream()
                .anyMatch(place -> place.startsWith("*.")
                        ? Places.edge(type).equals(Optional.of(place.substring(2)))
                        : Places.place(type).equals(place));
    }

    private static boolean isEntity(JavaClass type) {
        return type.isAnnotatedWith(Entity.class)
                || type.isAnnotatedWith(Embeddable.class)
                || type.isAnnotatedWith(MappedSuperclass.class);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    /** Speaks of our own classes only; foreign ones are free. */
    private static ArchCondition<JavaClass> dependOnlyOnOurs(String what, BiPredicate<JavaClass, JavaClass> allowed) {
        return dependOnlyOn(what, (from, to) -> Places.feature(to).isEmpty() || allowed.test(from, to));
    }

    private static ArchCondition<JavaClass> dependOnlyOn(String what, BiPredicate<JavaClass, JavaClass> allowed) {
        return condition("depend only on " + what, (type, events) -> {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!allowed.test(type, target)) {
                    events.add(violated(dependency, dependency.getDescription()));
                }
            }
        });
    }

    private static ArchCondition<JavaClass> notAccess(String what, Predicate<JavaAccess<?>> forbidden) {
        return condition("not access " + what, (type, events) -> type.getAccessesFromSelf().stream()
                .filter(forbidden)
                .forEach(access -> events.add(violated(access, access.getDescription()))));
    }

    private static ArchCondition<JavaClass> hold(String what, Predicate<JavaClass> rule) {
        return condition(what, (type, events) -> {
            if (!rule.test(type)) {
                events.add(violated(type, type.getName() + " does not " + what));
            }
        });
    }

    private static ArchCondition<JavaClass> keepRelationsInside() {
        return condition("keep relations inside the feature", (type, events) -> {
            for (JavaField field : type.getFields()) {
                boolean relation = field.getAnnotations().stream()
                        .map(JavaAnnotation::getRawType)
                        .anyMatch(annotation -> RELATIONS.contains(annotation.getName()));
                boolean leaves = field.getAllInvolvedRawTypes().stream()
                        .anyMatch(target -> Places.feature(target).isPresent()
                                && !Places.feature(target).equals(Places.feature(type)));
                if (relation && leaves) {
                    events.add(violated(field, field.getFullName() + " relates to another feature"));
                }
            }
        });
    }

    private static ArchCondition<JavaClass> condition(String what, BiConsumer<JavaClass, ConditionEvents> check) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.accept(type, events);
            }
        };
    }
}
