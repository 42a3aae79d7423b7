package org.reelmill.conversion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.reelmill.shared.Page;

/** Store and broker in memory: shows that both are ports, and lets services be tested without a database. */
final class MemoryConversions implements ConversionStore, ConversionBroker {

    private final Clock clock;
    private final Map<UUID, Row> rows = new LinkedHashMap<>();

    MemoryConversions(Clock clock) {
        this.clock = clock;
    }

    /** An item with what only the broker knows of it. */
    private record Row(
            ConversionItem item,
            long fence,
            Optional<Worker> holder,
            String thread,
            Instant leaseUntil,
            Instant started,
            int attempts,
            boolean jobEnded) {

        Row with(ConversionItem other) {
            return new Row(other, fence, holder, thread, leaseUntil, started, attempts, jobEnded);
        }

        Row free(ConversionItem other, int attemptsNow) {
            return new Row(other, fence, Optional.empty(), "", Instant.MAX, started, attemptsNow, jobEnded);
        }

        boolean claimable() {
            return holder.isEmpty()
                    && (item.status() == ItemStatus.TO_DO && item.whole()
                            || item.status() == ItemStatus.IN_PROGRESS && jobEnded);
        }
    }

    @Override
    public synchronized boolean add(NewItem item) {
        if (item.key().flatMap(key -> findByKey(item.owner(), key)).isPresent()) {
            return false;
        }
        ItemWish wish = item.wish();
        ConversionItem stored = new ConversionItem(
                item.uuid(),
                item.owner(),
                item.key(),
                wish.fileName(),
                wish.type(),
                wish.bytes(),
                wish.sha512(),
                0,
                false,
                item.status(),
                item.rejections(),
                Optional.empty(),
                now(),
                now(),
                Optional.empty());
        rows.put(item.uuid(), new Row(stored, 0, Optional.empty(), "", Instant.MAX, Instant.MIN, 0, false));
        return true;
    }

    @Override
    public synchronized Optional<ConversionItem> find(UUID uuid) {
        return Optional.ofNullable(rows.get(uuid)).map(Row::item);
    }

    @Override
    public synchronized Optional<ConversionItem> findByKey(Owner owner, String idempotencyKey) {
        return items().stream()
                .filter(item -> item.owner().equals(owner))
                .filter(item ->
                        item.idempotencyKey().filter(idempotencyKey::equals).isPresent())
                .findFirst();
    }

    @Override
    public synchronized Page<ConversionItem> page(ItemFilter filter, int offset, int limit) {
        List<ConversionItem> found =
                new ArrayList<>(items().stream().filter(filter::matches).toList());
        Collections.reverse(found);
        return new Page<>(found.stream().skip(offset).limit(limit).toList(), found.size(), offset);
    }

    @Override
    public synchronized Load loadOf(long account) {
        List<ConversionItem> open = items().stream()
                .filter(item ->
                        item.owner().account() == account && !item.status().ended())
                .toList();
        return new Load(
                open.size(), open.stream().mapToLong(ConversionItem::bytes).sum());
    }

    @Override
    public synchronized long promisedBytes() {
        return items().stream()
                .filter(MemoryConversions::awaitsFile)
                .mapToLong(item -> item.bytes() - item.received())
                .sum();
    }

    @Override
    public synchronized boolean received(UUID uuid, long bytes) {
        return change(
                uuid, MemoryConversions::awaitsFile, item -> state(item, item.sha512(), bytes, false, item.status()));
    }

    @Override
    public synchronized boolean whole(UUID uuid, String sha512) {
        return change(
                uuid,
                MemoryConversions::awaitsFile,
                item -> state(item, Optional.of(sha512), item.bytes(), true, item.status()));
    }

    @Override
    public synchronized boolean remove(UUID uuid) {
        return rows.remove(uuid) != null;
    }

    @Override
    public synchronized List<UUID> untouchedFor(Duration time, int most) {
        LocalDateTime limit = now().minus(time);
        return items().stream()
                .filter(item -> item.updated().isBefore(limit))
                .filter(item -> item.status().ended() || awaitsFile(item))
                .map(ConversionItem::uuid)
                .limit(most)
                .toList();
    }

    @Override
    public synchronized Optional<ConversionClaim> claim(Worker worker, String thread, int leaseSeconds) {
        Optional<Row> open = rows.values().stream()
                .filter(Row::claimable)
                .min(Comparator.comparing((Row row) -> !row.jobEnded())
                        .thenComparing(row -> row.item().created()));
        open.ifPresent(row -> rows.put(
                row.item().uuid(),
                new Row(
                        state(row.item(), ItemStatus.IN_PROGRESS),
                        row.fence() + 1,
                        Optional.of(worker),
                        thread,
                        clock.instant().plusSeconds(leaseSeconds),
                        clock.instant(),
                        row.attempts() + 1,
                        row.jobEnded())));
        return open.map(row -> new ConversionClaim(
                row.item().uuid(), row.fence() + 1, row.item().job()));
    }

    @Override
    public synchronized boolean renew(ConversionClaim claim, int leaseSeconds) {
        return held(
                claim,
                row -> new Row(
                        row.item(),
                        row.fence(),
                        row.holder(),
                        row.thread(),
                        clock.instant().plusSeconds(leaseSeconds),
                        row.started(),
                        row.attempts(),
                        row.jobEnded()));
    }

    @Override
    public synchronized boolean finish(ConversionClaim claim, ConversionItem.Result result) {
        return held(
                claim,
                row -> row.free(
                        ended(row.item(), ItemStatus.FINISHED_SUCCESSFUL, List.of(), Optional.of(result)),
                        row.attempts()));
    }

    @Override
    public synchronized boolean fail(ConversionClaim claim, List<String> errors) {
        return held(
                claim,
                row -> row.free(
                        ended(row.item(), ItemStatus.FINISHED_WITH_ERRORS, errors, Optional.empty()), row.attempts()));
    }

    @Override
    public synchronized boolean release(ConversionClaim claim) {
        return held(claim, row -> row.free(back(row), row.attempts() - 1));
    }

    @Override
    public synchronized boolean handOver(ConversionClaim claim, UUID job) {
        return held(claim, row -> row.free(withJob(row.item(), job), 0));
    }

    @Override
    public synchronized List<UUID> handedOver(int most) {
        return rows.values().stream()
                .filter(row -> row.item().status() == ItemStatus.IN_PROGRESS && !row.jobEnded())
                .map(row -> row.item().job().orElse(null))
                .filter(Objects::nonNull)
                .limit(most)
                .toList();
    }

    @Override
    public synchronized void jobEnded(UUID job) {
        rows.replaceAll((uuid, row) -> row.item().job().filter(job::equals).isPresent()
                        && row.item().status() == ItemStatus.IN_PROGRESS
                        && row.holder().isEmpty()
                ? new Row(
                        row.item(),
                        row.fence(),
                        row.holder(),
                        row.thread(),
                        row.leaseUntil(),
                        row.started(),
                        row.attempts(),
                        true)
                : row);
    }

    @Override
    public synchronized void died(UUID node) {
        rows.replaceAll((uuid, row) ->
                row.holder().filter(holder -> holder.uuid().equals(node)).isPresent()
                        ? new Row(
                                row.item(),
                                row.fence(),
                                row.holder(),
                                row.thread(),
                                Instant.MIN,
                                row.started(),
                                row.attempts(),
                                row.jobEnded())
                        : row);
    }

    @Override
    public synchronized int giveBackLapsed(int mostAttempts) {
        List<Row> lapsed = rows.values().stream()
                .filter(row -> row.holder().isPresent() && row.leaseUntil().isBefore(clock.instant()))
                .toList();
        lapsed.forEach(row -> rows.put(
                row.item().uuid(),
                row.free(
                        row.attempts() < mostAttempts
                                ? back(row)
                                : ended(
                                        row.item(),
                                        ItemStatus.FINISHED_WITH_ERRORS,
                                        List.of("begun too often"),
                                        Optional.empty()),
                        row.attempts())));
        return (int)
                lapsed.stream().filter(row -> row.attempts() < mostAttempts).count();
    }

    @Override
    public synchronized boolean anyOpen() {
        return rows.values().stream().anyMatch(Row::claimable);
    }

    @Override
    public synchronized List<Running> running() {
        return rows.values().stream()
                .filter(row -> row.holder().isPresent())
                .map(row -> new Running(
                        row.item().uuid(),
                        row.item().owner(),
                        row.item().fileName(),
                        row.item().type(),
                        row.holder().orElseThrow().name(),
                        row.thread(),
                        Duration.between(row.started(), clock.instant()).toSeconds()))
                .toList();
    }

    private ConversionItem back(Row row) {
        return state(row.item(), row.jobEnded() ? ItemStatus.IN_PROGRESS : ItemStatus.TO_DO);
    }

    private static boolean awaitsFile(ConversionItem item) {
        return item.status() == ItemStatus.TO_DO && !item.whole();
    }

    private boolean change(UUID uuid, Predicate<ConversionItem> condition, UnaryOperator<ConversionItem> change) {
        Row row = rows.get(uuid);
        boolean fits = row != null && condition.test(row.item());
        if (fits) {
            rows.put(uuid, row.with(change.apply(row.item())));
        }
        return fits;
    }

    private boolean held(ConversionClaim claim, UnaryOperator<Row> change) {
        Row row = rows.get(claim.item());
        boolean held = row != null && row.holder().isPresent() && row.fence() == claim.fence();
        if (held) {
            rows.put(claim.item(), change.apply(row));
        }
        return held;
    }

    private List<ConversionItem> items() {
        return rows.values().stream().map(Row::item).toList();
    }

    private ConversionItem state(ConversionItem item, ItemStatus status) {
        return state(item, item.sha512(), item.received(), item.whole(), status);
    }

    private ConversionItem state(
            ConversionItem item, Optional<String> sha512, long received, boolean whole, ItemStatus status) {
        return copy(item, sha512, received, whole, status, item.errors(), item.result(), item.job());
    }

    private ConversionItem ended(
            ConversionItem item, ItemStatus status, List<String> errors, Optional<ConversionItem.Result> result) {
        return copy(item, item.sha512(), item.received(), item.whole(), status, errors, result, item.job());
    }

    private ConversionItem withJob(ConversionItem item, UUID job) {
        return copy(
                item,
                item.sha512(),
                item.received(),
                item.whole(),
                item.status(),
                item.errors(),
                item.result(),
                Optional.of(job));
    }

    private ConversionItem copy(
            ConversionItem item,
            Optional<String> sha512,
            long received,
            boolean whole,
            ItemStatus status,
            List<String> errors,
            Optional<ConversionItem.Result> result,
            Optional<UUID> job) {
        return new ConversionItem(
                item.uuid(),
                item.owner(),
                item.idempotencyKey(),
                item.fileName(),
                item.type(),
                item.bytes(),
                sha512,
                received,
                whole,
                status,
                errors,
                result,
                item.created(),
                now(),
                job);
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
