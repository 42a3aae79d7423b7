package org.reelmill.testing;

import org.jboss.arquillian.container.spi.client.deployment.DeploymentScenario;
import org.jboss.arquillian.container.spi.event.DeployManagedDeployments;
import org.jboss.arquillian.container.spi.event.UnDeployManagedDeployments;
import org.jboss.arquillian.container.test.impl.client.deployment.event.GenerateDeployment;
import org.jboss.arquillian.core.api.Event;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.arquillian.test.spi.annotation.ClassScoped;
import org.jboss.arquillian.test.spi.context.ClassContext;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;
import org.reelmill.settings.DatabaseAccess;
import org.reelmill.settings.Secret;

/**
 * Lets all in-container test classes share one start of the server and one deployment, that of
 * {@link ReelmillDeployment}: Arquillian by itself deploys for each class, and on Payara Micro each deployment is a
 * start of the server.
 */
public final class OneDeployment implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        chooseDatabase();
        builder.observer(Keeper.class);
    }

    /**
     * The embedded database, or a real MariaDB with {@code mvn verify -Dtest.database=mariadb}. Comes before
     * Arquillian reads {@code arquillian.xml}, which hands the options to the server.
     */
    private static void chooseDatabase() {
        String options = "-Dreelmill.test.database=h2";
        if ("mariadb".equals(System.getProperty("reelmill.test.database"))) {
            DatabaseAccess access =
                    MariaDbServer.get().createDatabase().database().orElseThrow();
            options = "-Dreelmill.db.url=" + access.url()
                    + " -Dreelmill.db.user=" + access.user().orElse("")
                    + " -Dreelmill.db.password="
                    + access.password().map(Secret::value).orElse("");
        }
        System.setProperty("reelmill.test.options", options);
    }

    /** Made and called by Arquillian, in one thread. */
    public static final class Keeper {

        @Inject
        @ClassScoped
        private InstanceProducer<DeploymentScenario> scenario;

        @Inject
        private Event<GenerateDeployment> generate;

        @Inject
        private Event<UnDeployManagedDeployments> undeploy;

        @Inject
        private Instance<ClassContext> classes;

        private DeploymentScenario shared;
        private boolean deployed;
        private boolean ended;

        void generateOnce(@Observes EventContext<GenerateDeployment> context) {
            if (context.getEvent().getTestClass().getJavaClass() == ReelmillDeployment.class) {
                context.proceed();
                shared = scenario.get();
            } else if (shared == null) {
                generate.fire(new GenerateDeployment(new TestClass(ReelmillDeployment.class)));
            } else {
                scenario.set(shared);
            }
        }

        void deployOnce(@Observes EventContext<DeployManagedDeployments> context) {
            if (!deployed) {
                deployed = true;
                context.proceed();
            }
        }

        void undeployAtTheEnd(@Observes EventContext<UnDeployManagedDeployments> context) {
            if (ended) {
                context.proceed();
            }
        }

        void end(@Observes(precedence = 100) AfterSuite event) {
            if (shared == null) {
                return;
            }
            ended = true;
            classes.get().activate(ReelmillDeployment.class);
            try {
                scenario.set(shared);
                undeploy.fire(new UnDeployManagedDeployments());
            } finally {
                classes.get().deactivate();
            }
        }
    }
}
