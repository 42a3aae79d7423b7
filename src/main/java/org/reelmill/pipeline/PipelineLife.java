package org.reelmill.pipeline;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.reelmill.media.EncoderBuild;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.Supervision;
import org.reelmill.node.Abilities;
import org.reelmill.node.NodeLife;
import org.reelmill.node.ThisNode;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.Policies;
import org.reelmill.shared.ApplicationStarted;
import org.reelmill.shared.ApplicationStopping;
import org.reelmill.shared.DurableFile;
import org.reelmill.shared.Patience;
import org.reelmill.shared.ReadinessCheck;
import org.reelmill.shared.Uuids;
import org.tinylog.Logger;

/** Brings this server into the mill when it starts, and out of it when it stops. */
@ApplicationScoped
public class PipelineLife implements ReadinessCheck {

    private static final int AFTER_ACCOUNTS = 110;
    private static final int FIRST = 1;
    private static final Duration LAST_WORK = Duration.ofSeconds(15);

    private final Configuration configuration;
    private final Policies policies;
    private final MediaEngine engine;
    private final NodeLife nodeLife;
    private final Foreman foreman;
    private final WorkInHand workInHand;
    private final JobRepository jobs;
    private final JobFiles files;
    private final Patience patience;

    @Resource(lookup = "java:comp/DefaultContextService")
    private ContextService contexts;

    private volatile String problem = "The media tools are being tried";

    @Inject
    PipelineLife(
            Configuration configuration,
            Policies policies,
            MediaEngine engine,
            NodeLife nodeLife,
            Foreman foreman,
            WorkInHand workInHand,
            JobRepository jobs,
            JobFiles files,
            Patience patience) {
        this.configuration = configuration;
        this.policies = policies;
        this.engine = engine;
        this.nodeLife = nodeLife;
        this.foreman = foreman;
        this.workInHand = workInHand;
        this.jobs = jobs;
        this.files = files;
        this.patience = patience;
    }

    /** For CDI's proxy. */
    protected PipelineLife() {
        this(null, null, null, null, null, null, null, null, null);
    }

    void start(@Observes @Priority(AFTER_ACCOUNTS) ApplicationStarted started) {
        addPolicies();
        // why: trying the encoders takes seconds, and the console should be there meanwhile
        new Thread(contexts.contextualRunnable(this::join), "node-join").start();
    }

    /** Nodes that start at the same time add the same ones: who was slower looks again. */
    private void addPolicies() {
        try {
            patience.tell("The policies", policies::addMissing);
        } catch (PersistenceException e) {
            if (!Jobs.isTaken(e)) {
                throw e;
            }
            patience.tell("The policies", policies::addMissing);
        }
    }

    /** Work in hand is given back at once; what its encoders have written is gone before the server goes on stopping (S4.26). */
    void stop(@Observes @Priority(FIRST) ApplicationStopping stopping) {
        foreman.stop();
        nodeLife.leave();
        try {
            if (!workInHand.awaitEnd(LAST_WORK)) {
                Logger.warn("Work that was given back has not ended within {} s", LAST_WORK.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<String> problem() {
        boolean works =
                nodeLife.self().filter(self -> !self.encoder().isEmpty()).isPresent();
        return works ? Optional.empty() : Optional.ofNullable(problem);
    }

    private void join() {
        String encoder = "";
        Set<String> codecs = Set.of();
        try {
            EncoderBuild build = engine.build();
            encoder = build.fingerprint();
            codecs = build.codecs().stream().map(Enum::name).collect(Collectors.toSet());
            Logger.info("{} encodes {}", build.version(), build.codecs());
            if (configuration.sample()) {
                makeSample();
            }
            problem = null;
        } catch (MediaException e) {
            problem = e.getMessage();
            Logger.error("This node cannot work on films: {}", e.getMessage());
        }
        nodeLife.join(new ThisNode(
                Uuids.random(),
                configuration.nodeName(),
                configuration.nodeRoles(),
                configuration.nodeSlots(),
                encoder,
                new Abilities(
                        Runtime.getRuntime().availableProcessors(), memory(), codecs, configuration.nodeLabels())));
    }

    /** Bytes of memory of this machine or container; 0 when the platform does not tell. */
    private static long memory() {
        try {
            Object bytes = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), "TotalMemorySize");
            return ((Number) bytes).longValue();
        } catch (JMException e) {
            return 0;
        }
    }

    /** On an empty home, a newcomer gets a film to watch being milled. */
    private void makeSample() throws MediaException {
        Path sample = files.sourceRoot().resolve("reelmill-sample.mp4");
        Path temporary = JobFiles.temporary(sample);
        try {
            if (!patience.ask("Looking for films", jobs::none) || !isEmpty(files.sourceRoot())) {
                return;
            }
            engine.makeSample(temporary, Supervision.none());
            DurableFile.publish(temporary, sample);
            Logger.info("This is a new installation: a sample film was put into the source folder");
        } catch (IOException e) {
            Logger.warn("The sample film could not be made: {}", e.toString());
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.findAny().isEmpty();
        }
    }
}
