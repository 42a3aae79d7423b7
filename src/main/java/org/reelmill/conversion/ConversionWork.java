package org.reelmill.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.reelmill.media.FileConverter;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaKind;
import org.reelmill.node.NodeLife;
import org.reelmill.node.ThisNode;
import org.reelmill.pipeline.JobFiles;
import org.reelmill.pipeline.JobOrder;
import org.reelmill.pipeline.JobRendition;
import org.reelmill.pipeline.Jobs;
import org.reelmill.pipeline.PipelineJob;
import org.reelmill.pipeline.PublishedFilms;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.DurableFile;
import org.reelmill.shared.Patience;
import org.reelmill.shared.Refusal;
import org.reelmill.shared.Ticker;
import org.reelmill.shared.Uuids;
import org.tinylog.Logger;

/** The work on one item after the other: claim, convert or hand over or collect, record. */
@ApplicationScoped
// the transaction of a chunk spans the conversion, and must not hold a connection for so long
@Transactional(TxType.NOT_SUPPORTED)
public class ConversionWork {

    /** Below the source folder, so that nobody takes what lies there for a film of his own. */
    private static final String SOURCES = "conversion";

    private final ConversionBroker broker;
    private final ConversionStore store;
    private final ConversionFiles files;
    private final ConversionTypes types;
    private final ConversionsInHand inHand;
    private final FileConverter converter;
    private final MediaEngine engine;
    private final Jobs jobs;
    private final JobFiles jobFiles;
    private final PublishedFilms films;
    private final NodeLife nodeLife;
    private final Policies policies;
    private final Patience patience;
    private final Ticker ticker;

    @Inject
    ConversionWork(
            ConversionBroker broker,
            ConversionStore store,
            ConversionFiles files,
            ConversionTypes types,
            ConversionsInHand inHand,
            FileConverter converter,
            MediaEngine engine,
            Jobs jobs,
            JobFiles jobFiles,
            PublishedFilms films,
            NodeLife nodeLife,
            Policies policies,
            Patience patience,
            Ticker ticker) {
        this.broker = broker;
        this.store = store;
        this.files = files;
        this.types = types;
        this.inHand = inHand;
        this.converter = converter;
        this.engine = engine;
        this.jobs = jobs;
        this.jobFiles = jobFiles;
        this.films = films;
        this.nodeLife = nodeLife;
        this.policies = policies;
        this.patience = patience;
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected ConversionWork() {
        this(null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** A file that was made and proven, and does not count yet. */
    public record Made(ConversionsInHand.Held held, Path file, ConversionItem.Result result) {}

    /** Claims the next item. @param stopped tells when the work on it shall end */
    public Optional<ConversionsInHand.Held> next(BooleanSupplier stopped) {
        Optional<ThisNode> self = nodeLife.self();
        if (self.isEmpty()) {
            return Optional.empty();
        }
        int lease = policies.current().number(Policy.LEASE_SECONDS);
        long asked = ticker.nanos();
        ConversionBroker.Worker worker =
                new ConversionBroker.Worker(self.get().uuid(), self.get().name());
        Optional<ConversionsInHand.Held> held = broker.claim(
                        worker, Thread.currentThread().getName(), lease)
                .map(claim -> inHand.hold(claim, asked, lease, stopped));
        held.ifPresent(it -> nodeLife.holdsLease(lease));
        return held;
    }

    /**
     * Does what is to be done with an item. That it did not succeed is recorded here; the claim is not closed.
     *
     * @return what is to be recorded; empty when nothing is
     */
    public Optional<Made> convert(ConversionsInHand.Held held) {
        ConversionClaim claim = held.claim();
        try {
            Optional<ConversionItem> item = patience.ask("An item", () -> store.find(claim.item()));
            if (item.isEmpty()) {
                return Optional.empty();
            }
            files.discardOtherPartials(claim);
            return claim.job().isPresent() ? collect(held, item.get()) : convert(held, item.get());
        } catch (MediaException e) {
            failed(claim, e);
        } catch (IOException | RuntimeException e) {
            Logger.warn(e, "Item {} could not be converted", claim.item());
            fail(claim, "The server could not do this: " + e.getClass().getSimpleName());
        }
        ConversionFiles.discard(files.partial(claim));
        return Optional.empty();
    }

    private Optional<Made> convert(ConversionsInHand.Held held, ConversionItem item)
            throws MediaException, IOException {
        Optional<ConversionType> type = types.find(item.type());
        if (type.isEmpty()) {
            fail(held.claim(), "There is no conversion " + item.type() + " any more");
            return Optional.empty();
        }
        Path source = files.waiting(item.uuid());
        if (isLong(type.get(), source, held)) {
            handOver(held.claim(), item, type.get());
            return Optional.empty();
        }
        Path partial = files.partial(held.claim());
        converter.convert(source, partial, type.get().form(), held);
        return Optional.of(made(held, partial, type.get().resultName(item.fileName())));
    }

    private static Made made(ConversionsInHand.Held held, Path partial, String name) throws IOException {
        return new Made(held, partial, new ConversionItem.Result(name, Files.size(partial), Sha512.of(partial)));
    }

    private boolean isLong(ConversionType type, Path source, ConversionsInHand.Held held) throws MediaException {
        return type.kind() == MediaKind.VIDEO
                && type.output().filter(types.outputs()::contains).isPresent()
                && engine.probe(source, held).duration() >= policies.current().number(Policy.CONVERSION_LONG);
    }

    /** All nodes work on a long video then. Its file stays until what came of it is here: the job gets a second name of it. */
    private void handOver(ConversionClaim claim, ConversionItem item, ConversionType type) throws IOException {
        String name = SOURCES + "/" + Uuids.toHex(item.uuid()) + "/" + item.fileName();
        Path source = jobFiles.source(name);
        Files.createDirectories(source.getParent());
        if (!Files.exists(source)) {
            Path temporary = source.resolveSibling("tmp-" + Uuids.toHex(item.uuid()));
            try {
                Files.deleteIfExists(temporary);
                Files.createLink(temporary, files.waiting(item.uuid()));
            } catch (UnsupportedOperationException | IOException e) {
                Files.copy(files.waiting(item.uuid()), temporary, StandardCopyOption.REPLACE_EXISTING);
            }
            DurableFile.publish(temporary, source);
        }
        try {
            PipelineJob job = job(name, item, type);
            if (broker.handOver(claim, job.uuid())) {
                Logger.info("Item {} is long and becomes job {}", item.uuid(), job.uuid());
            } else {
                jobs.cancel(job.uuid());
            }
        } catch (Refusal e) {
            fail(claim, e.reason().english());
        }
    }

    /** A server that died right here has left a job of this very file. */
    private PipelineJob job(String name, ConversionItem item, ConversionType type) {
        JobOrder order = new JobOrder(
                "API",
                0,
                Optional.of(item.owner().client()),
                List.of(type.output().orElseThrow()));
        try {
            return jobs.submit(name, order);
        } catch (ConflictException e) {
            return jobs.findBySource(name).orElseThrow(() -> e);
        }
    }

    /** Takes the film of a job that has ended. */
    private Optional<Made> collect(ConversionsInHand.Held held, ConversionItem item) throws IOException {
        UUID uuid = held.claim().job().orElseThrow();
        Optional<PipelineJob> job = jobs.find(uuid);
        Optional<Path> film = job.stream()
                .flatMap(found -> jobs.renditions(found).stream())
                .map(JobRendition::fileName)
                .flatMap(name -> films.find(uuid, name).stream())
                .findFirst();
        if (film.isEmpty()) {
            fail(
                    held.claim(),
                    job.flatMap(PipelineJob::reason).orElse("Its job " + uuid + " was ended and left no film"));
            return Optional.empty();
        }
        Path partial = files.partial(held.claim());
        Files.copy(film.get(), partial, StandardCopyOption.REPLACE_EXISTING);
        if (Files.mismatch(film.get(), partial) >= 0) {
            throw new IOException("the copy of the film differs from it");
        }
        String name = types.find(item.type())
                .map(type -> type.resultName(item.fileName()))
                .orElse(item.fileName() + ".mp4");
        return Optional.of(made(held, partial, name));
    }

    /** Makes a result count. @return false when the claim was lost: then it is thrown away */
    public boolean record(Made made) {
        ConversionClaim claim = made.held().claim();
        Path finished = files.finished(claim.item(), made.result());
        try {
            DurableFile.publish(made.file(), finished);
        } catch (IOException e) {
            Logger.warn(e, "The result of item {} could not be put in its place", claim.item());
            fail(claim, "The result could not be stored");
            return false;
        }
        boolean counts = patience.ask("The end of an item", () -> broker.finish(claim, made.result()));
        if (counts) {
            files.keepOnly(claim.item(), finished);
            Logger.info(
                    "Item {} is finished: {} bytes", claim.item(), made.result().bytes());
        } else if (store.find(claim.item())
                .flatMap(ConversionItem::result)
                .filter(made.result()::equals)
                .isEmpty()) {
            ConversionFiles.discard(finished);
        }
        return counts;
    }

    private void failed(ConversionClaim claim, MediaException e) {
        switch (e.kind()) {
            case STOPPED, NO_SPACE -> {
                Logger.info("Item {} was given back: {}", claim.item(), e.getMessage());
                patience.tell("An item that is given back", () -> broker.release(claim));
            }
            default -> {
                Logger.info("Item {} was not converted: {} {}", claim.item(), e.getMessage(), e.log());
                fail(claim, e.getMessage());
            }
        }
    }

    /** Its file is of no more use here: the client has it still (S2.8). */
    private void fail(ConversionClaim claim, String error) {
        if (patience.ask("Why an item failed", () -> broker.fail(claim, List.of(error)))) {
            files.removeAll(claim.item());
        }
    }
}
