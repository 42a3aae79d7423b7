package org.reelmill.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.reelmill.pipeline.Jobs;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Page;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Uuids;
import org.tinylog.Logger;

/** Conversions for clients: hand in, look, fetch, remove. */
@ApplicationScoped
public class Conversions {

    private final ConversionStore store;
    private final ConversionBroker broker;
    private final ConversionFiles files;
    private final ConversionTypes types;
    private final Admission admission;
    private final ConversionsInHand inHand;
    private final Jobs jobs;

    @Inject
    Conversions(
            ConversionStore store,
            ConversionBroker broker,
            ConversionFiles files,
            ConversionTypes types,
            Admission admission,
            ConversionsInHand inHand,
            Jobs jobs) {
        this.store = store;
        this.broker = broker;
        this.files = files;
        this.types = types;
        this.admission = admission;
        this.inHand = inHand;
        this.jobs = jobs;
    }

    /** For CDI's proxy. */
    protected Conversions() {
        this(null, null, null, null, null, null, null);
    }

    /**
     * What became of a request.
     *
     * @param created false when the same had been asked for before
     * @param rejection why it was not accepted
     */
    public record Submission(ConversionItem item, boolean created, Optional<Rejection> rejection) {}

    /**
     * Accepts an item whose file is sent afterwards, or rejects it; also a rejected one is kept in the list.
     *
     * @throws ConflictException something else was asked for with this key before
     */
    public Submission submit(Owner owner, ItemWish asked, Optional<String> idempotencyKey) {
        Optional<Submission> known =
                idempotencyKey.flatMap(key -> store.findByKey(owner, key)).map(item -> repeated(item, asked));
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Rejection> rejection = admission.judge(owner, asked);
        ItemWish wish = types.find(asked.type())
                .map(type -> new ItemWish(asked.fileName(), type.name(), asked.bytes(), asked.sha512()))
                .orElse(asked);
        UUID uuid = Uuids.random();
        NewItem item = new NewItem(
                uuid,
                owner,
                wish,
                idempotencyKey,
                rejection.map(it -> List.of(it.reason().english())).orElse(List.of()));
        if (!add(item)) {
            return store.findByKey(owner, item.key().orElseThrow())
                    .map(other -> repeated(other, asked))
                    .orElseThrow(() -> new ConflictException(Sentence.of("conversion.refusal.key")));
        }
        return new Submission(store.find(uuid).orElseThrow(), true, rejection);
    }

    /** Of two requests with one key that come at the same time, one meets the unique key. */
    private boolean add(NewItem item) {
        try {
            return store.add(item);
        } catch (PersistenceException e) {
            boolean taken = Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause)
                    .anyMatch(SQLIntegrityConstraintViolationException.class::isInstance);
            if (!taken) {
                throw e;
            }
            return false;
        }
    }

    private Submission repeated(ConversionItem item, ItemWish asked) {
        boolean sameType = types.find(asked.type())
                .map(ConversionType::name)
                .filter(item.type()::equals)
                .isPresent();
        if (!sameType || !asked.isThatOf(item)) {
            throw new ConflictException(Sentence.of("conversion.refusal.key"));
        }
        return new Submission(item, false, Optional.empty());
    }

    public Page<ConversionItem> list(ItemFilter filter, int offset, int limit) {
        return store.page(filter, offset, limit);
    }

    /** @throws NotFoundException there is no such item for whoever asks */
    public ConversionItem get(ItemAccess access, String client, UUID uuid) {
        return store.find(uuid)
                .filter(item -> access.sees(item, client))
                .orElseThrow(() -> new NotFoundException(Sentence.of("conversion.refusal.noItem", uuid)));
    }

    /** The file that came of an item. @throws ConflictException it has none (yet) */
    public Path content(ConversionItem item) {
        return item.result()
                .filter(result -> item.status() == ItemStatus.FINISHED_SUCCESSFUL)
                .map(result -> files.finished(item.uuid(), result))
                .filter(Files::isRegularFile)
                .orElseThrow(() -> new ConflictException(
                        Sentence.of("conversion.refusal.noResult", item.status().word())));
    }

    /** Removes an item with all its files; work on it stops first. */
    public void remove(ConversionItem item) {
        if (!store.remove(item.uuid())) {
            return;
        }
        // on another node it ends when its lease cannot be renewed
        inHand.drop(item.uuid());
        item.job().filter(job -> !item.status().ended()).ifPresent(this::cancel);
        files.removeAll(item.uuid());
        Logger.info("Item {} was removed", item.uuid());
    }

    private void cancel(UUID job) {
        try {
            jobs.cancel(job);
        } catch (ConflictException | NotFoundException e) {
            Logger.debug("The job {} had ended before its item was removed", job);
        }
    }

    /** What runs where since when (S2.10). */
    public List<ConversionBroker.Running> running() {
        return broker.running();
    }
}
