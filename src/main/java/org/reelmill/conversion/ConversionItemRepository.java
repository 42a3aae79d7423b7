package org.reelmill.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonString;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.reelmill.shared.Json;
import org.reelmill.shared.Page;
import org.reelmill.shared.Uuids;

/**
 * Items as rows of {@code conversion_item}: store and broker in one, because what is claimed and what is stored is the same
 * row. Every change of a state is one conditional update.
 */
@ApplicationScoped
@Transactional
class ConversionItemRepository implements ConversionStore, ConversionBroker {

    /** Microseconds since 1970: drivers do not agree on what they give for a time, and in which time zone. */
    private static final String EPOCH = "TIMESTAMPDIFF(MICROSECOND, DATE '1970-01-01', %s)";

    private static final String COLUMNS =
            "itemUUID, account, client, idempotencyKey, fileName, conversionType, fileSize, sha512, received, whole,"
                    + " status, errors, resultName, resultSize, resultSha512, "
                    + EPOCH.formatted("created") + ", " + EPOCH.formatted("updated") + ", fk_jobUUID";

    private static final String HELD = " WHERE itemUUID = ?1 AND status = 1 AND fence = ?2 AND fk_nodeUUID IS NOT NULL";

    private static final String AWAITS_FILE = " WHERE itemUUID = ?1 AND status = 0 AND whole = FALSE";

    private static final String NOBODYS = "fk_nodeUUID = NULL, thread = NULL, lease_until = NULL";

    private static final String NOW = "CURRENT_TIMESTAMP(3)";

    /** One of so many is picked at random, so that nodes seldom meet. */
    private static final int WINDOW = 8;

    /** How often a lost race is tried again before somebody else may have the work. */
    private static final int RACES = 3;

    private static final int MOST_RUNNING = 1000;

    /** So many of such a length fit into the column, even if all their characters have to be escaped. */
    private static final int MOST_ERRORS = 5;

    private static final int LONGEST_ERROR = 380;

    private final Event<ItemChanged> changed;

    @PersistenceContext
    private EntityManager entityManager;

    @Inject
    ConversionItemRepository(Event<ItemChanged> changed) {
        this.changed = changed;
    }

    /** For CDI's proxy. */
    protected ConversionItemRepository() {
        this(null);
    }

    @Override
    public boolean add(NewItem item) {
        // who asks twice at a time is serialised by the unique key; who asks again is answered here
        if (item.key().isPresent() && findByKey(item.owner(), item.key().get()).isPresent()) {
            return false;
        }
        ItemWish wish = item.wish();
        update(
                "INSERT INTO conversion_item (itemUUID, account, client, idempotencyKey, fileName, conversionType,"
                        + " fileSize, sha512, status, errors, created, updated)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, " + NOW + ", " + NOW + ")",
                Uuids.toBytes(item.uuid()),
                item.owner().account(),
                item.owner().client(),
                item.key().orElse(null),
                wish.fileName(),
                wish.type(),
                wish.bytes(),
                wish.sha512().orElse(null),
                item.status().code(),
                item.rejections().isEmpty() ? null : json(item.rejections()));
        tell(item.uuid());
        return true;
    }

    @Override
    public Optional<ConversionItem> find(UUID uuid) {
        return items("SELECT " + COLUMNS + " FROM conversion_item WHERE itemUUID = ?1", Uuids.toBytes(uuid)).stream()
                .findFirst();
    }

    @Override
    public Optional<ConversionItem> findByKey(Owner owner, String idempotencyKey) {
        return items(
                        "SELECT " + COLUMNS
                                + " FROM conversion_item WHERE account = ?1 AND client = ?2 AND idempotencyKey = ?3",
                        owner.account(),
                        owner.client(),
                        idempotencyKey)
                .stream()
                .findFirst();
    }

    @Override
    public Page<ConversionItem> page(ItemFilter filter, int offset, int limit) {
        List<Object> values = new ArrayList<>();
        String where = where(filter, values);
        long total = number(query("SELECT COUNT(*) FROM conversion_item" + where, values.toArray())
                .getSingleResult());
        String stretch = " ORDER BY itemID DESC LIMIT " + limit + " OFFSET " + offset;
        return new Page<>(
                items("SELECT " + COLUMNS + " FROM conversion_item" + where + stretch, values.toArray()),
                total,
                offset);
    }

    private static String where(ItemFilter filter, List<Object> values) {
        List<String> conditions = new ArrayList<>();
        filter.account().ifPresent(account -> {
            values.add(account);
            conditions.add("account = ?" + values.size());
        });
        filter.client().ifPresent(client -> {
            values.add(client);
            conditions.add("client = ?" + values.size());
        });
        if (!filter.statuses().isEmpty()) {
            conditions.add("status IN ("
                    + filter.statuses().stream()
                            .map(status -> String.valueOf(status.code()))
                            .collect(Collectors.joining(","))
                    + ")");
        }
        if (!filter.uuids().isEmpty()) {
            List<String> places = new ArrayList<>();
            filter.uuids().forEach(uuid -> {
                values.add(Uuids.toBytes(uuid));
                places.add("?" + values.size());
            });
            conditions.add("itemUUID IN (" + String.join(",", places) + ")");
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    @Override
    public Load loadOf(long account) {
        Object[] row = rows(query(
                        "SELECT COUNT(*), COALESCE(SUM(fileSize), 0) FROM conversion_item WHERE account = ?1 AND"
                                + " status IN (0, 1)",
                        account))
                .get(0);
        return new Load(number(row[0]), number(row[1]));
    }

    @Override
    public long promisedBytes() {
        return number(query("SELECT COALESCE(SUM(fileSize - received), 0) FROM conversion_item"
                        + " WHERE status = 0 AND whole = FALSE")
                .getSingleResult());
    }

    @Override
    public boolean received(UUID uuid, long bytes) {
        return update(
                        "UPDATE conversion_item SET received = ?2, updated = " + NOW + AWAITS_FILE,
                        Uuids.toBytes(uuid),
                        bytes)
                == 1;
    }

    @Override
    public boolean whole(UUID uuid, String sha512) {
        return told(
                uuid,
                update(
                        "UPDATE conversion_item SET whole = TRUE, received = fileSize, sha512 = ?2, updated = " + NOW
                                + AWAITS_FILE,
                        Uuids.toBytes(uuid),
                        sha512));
    }

    @Override
    public boolean remove(UUID uuid) {
        return told(uuid, update("DELETE FROM conversion_item WHERE itemUUID = ?1", Uuids.toBytes(uuid)));
    }

    @Override
    public List<UUID> untouchedFor(Duration time, int most) {
        return uuids(query(
                        "SELECT itemUUID FROM conversion_item WHERE updated < TIMESTAMPADD(SECOND, ?1, " + NOW + ")"
                                + " AND (status > 1 OR status = 0 AND whole = FALSE)",
                        -time.toSeconds())
                .setMaxResults(most));
    }

    @Override
    public Optional<ConversionClaim> claim(Worker worker, String thread, int leaseSeconds) {
        for (int race = 0; race < RACES; race++) {
            List<Object[]> candidates = candidates();
            if (candidates.isEmpty()) {
                return Optional.empty();
            }
            Object[] row = candidates.get(ThreadLocalRandom.current().nextInt(candidates.size()));
            UUID uuid = Uuids.fromBytes((byte[]) row[0]);
            long fence = number(row[1]);
            boolean won = update(
                            "UPDATE conversion_item SET status = 1, fence = fence + 1, attempts = attempts + 1,"
                                    + " fk_nodeUUID = ?3, node = ?4, thread = ?5, lease_until = TIMESTAMPADD(SECOND, ?6, "
                                    + NOW + "), started = " + NOW + ", updated = " + NOW
                                    + " WHERE itemUUID = ?1 AND fence = ?2 AND fk_nodeUUID IS NULL"
                                    + " AND (status = 0 AND whole = TRUE OR status = 1 AND jobEnded = TRUE)",
                            Uuids.toBytes(uuid),
                            fence,
                            Uuids.toBytes(worker.uuid()),
                            worker.name(),
                            thread,
                            leaseSeconds)
                    == 1;
            if (won) {
                tell(uuid);
                return Optional.of(new ConversionClaim(
                        uuid, fence + 1, Optional.ofNullable((byte[]) row[2]).map(Uuids::fromBytes)));
            }
        }
        return Optional.empty();
    }

    /** What only has to be collected comes first: its work is done. */
    private List<Object[]> candidates() {
        List<Object[]> collectable = rows(query("SELECT itemUUID, fence, fk_jobUUID FROM conversion_item"
                        + " WHERE status = 1 AND jobEnded = TRUE AND fk_nodeUUID IS NULL ORDER BY itemID")
                .setMaxResults(WINDOW));
        return collectable.isEmpty()
                ? rows(query("SELECT itemUUID, fence, fk_jobUUID FROM conversion_item"
                                + " WHERE status = 0 AND whole = TRUE ORDER BY status, whole, itemID")
                        .setMaxResults(WINDOW))
                : collectable;
    }

    @Override
    public boolean renew(ConversionClaim claim, int leaseSeconds) {
        return update(
                        "UPDATE conversion_item SET lease_until = TIMESTAMPADD(SECOND, ?3, " + NOW + ")" + HELD,
                        Uuids.toBytes(claim.item()),
                        claim.fence(),
                        leaseSeconds)
                == 1;
    }

    @Override
    public boolean finish(ConversionClaim claim, ConversionItem.Result result) {
        return held(
                "UPDATE conversion_item SET status = 2, errors = NULL, resultName = ?3, resultSize = ?4, resultSha512"
                        + " = ?5, updated = " + NOW + ", " + NOBODYS,
                claim,
                result.name(),
                result.bytes(),
                result.sha512());
    }

    @Override
    public boolean fail(ConversionClaim claim, List<String> errors) {
        return held(
                "UPDATE conversion_item SET status = 3, errors = ?3, updated = " + NOW + ", " + NOBODYS,
                claim,
                json(errors));
    }

    @Override
    public boolean release(ConversionClaim claim) {
        // what is to be collected stays in progress
        return held(
                "UPDATE conversion_item SET status = CASE WHEN jobEnded THEN 1 ELSE 0 END, attempts = attempts - 1,"
                        + " updated = " + NOW + ", " + NOBODYS,
                claim);
    }

    @Override
    public boolean handOver(ConversionClaim claim, UUID job) {
        return held(
                "UPDATE conversion_item SET fk_jobUUID = ?3, attempts = 0, updated = " + NOW + ", " + NOBODYS,
                claim,
                Uuids.toBytes(job));
    }

    @Override
    public List<UUID> handedOver(int most) {
        return uuids(query("SELECT fk_jobUUID FROM conversion_item WHERE status = 1 AND fk_jobUUID IS NOT NULL"
                        + " AND jobEnded = FALSE")
                .setMaxResults(most));
    }

    @Override
    public void jobEnded(UUID job) {
        update(
                "UPDATE conversion_item SET jobEnded = TRUE WHERE status = 1 AND fk_jobUUID = ?1 AND fk_nodeUUID IS"
                        + " NULL",
                Uuids.toBytes(job));
    }

    @Override
    public void died(UUID node) {
        update(
                "UPDATE conversion_item SET lease_until = " + NOW + " WHERE status = 1 AND fk_nodeUUID = ?1",
                Uuids.toBytes(node));
    }

    @Override
    public int giveBackLapsed(int mostAttempts) {
        String lapsed = " WHERE status = 1 AND lease_until < " + NOW + " AND attempts ";
        int failed = update(
                "UPDATE conversion_item SET status = 3, errors = ?1, updated = " + NOW + ", " + NOBODYS + lapsed
                        + ">= ?2",
                json(List.of("It was begun " + mostAttempts + " times, and each time the server died or lost it")),
                mostAttempts);
        int given = update(
                "UPDATE conversion_item SET status = CASE WHEN jobEnded THEN 1 ELSE 0 END, updated = " + NOW + ", "
                        + NOBODYS + lapsed + "< ?1",
                mostAttempts);
        if (failed + given > 0) {
            changed.fire(new ItemChanged(Optional.empty()));
        }
        return given;
    }

    @Override
    public boolean anyOpen() {
        return !candidates().isEmpty();
    }

    @Override
    public List<Running> running() {
        return rows(query("SELECT itemUUID, account, client, fileName, conversionType, node, thread,"
                                + " TIMESTAMPDIFF(SECOND, started, " + NOW + ") FROM conversion_item"
                                + " WHERE status = 1 AND fk_nodeUUID IS NOT NULL ORDER BY itemID")
                        .setMaxResults(MOST_RUNNING))
                .stream()
                .map(row -> new Running(
                        Uuids.fromBytes((byte[]) row[0]),
                        new Owner(number(row[1]), (String) row[2]),
                        (String) row[3],
                        (String) row[4],
                        (String) row[5],
                        (String) row[6],
                        number(row[7])))
                .toList();
    }

    private boolean held(String statement, ConversionClaim claim, Object... more) {
        List<Object> values = new ArrayList<>(List.of(Uuids.toBytes(claim.item()), claim.fence()));
        values.addAll(List.of(more));
        return told(claim.item(), update(statement + HELD, values.toArray()));
    }

    /** @return whether the change was made; if so it is told */
    private boolean told(UUID item, int rows) {
        if (rows == 1) {
            tell(item);
        }
        return rows == 1;
    }

    private void tell(UUID item) {
        changed.fire(new ItemChanged(Optional.of(item)));
    }

    private int update(String statement, Object... values) {
        return query(statement, values).executeUpdate();
    }

    private Query query(String statement, Object... values) {
        Query query = entityManager.createNativeQuery(statement);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
        return query;
    }

    private List<ConversionItem> items(String statement, Object... values) {
        return rows(query(statement, values)).stream()
                .map(ConversionItemRepository::item)
                .toList();
    }

    private static ConversionItem item(Object... row) {
        return new ConversionItem(
                Uuids.fromBytes((byte[]) row[0]),
                new Owner(number(row[1]), (String) row[2]),
                Optional.ofNullable((String) row[3]),
                (String) row[4],
                (String) row[5],
                number(row[6]),
                Optional.ofNullable((String) row[7]),
                number(row[8]),
                isTrue(row[9]),
                ItemStatus.of((int) number(row[10])),
                Optional.ofNullable(row[11])
                        .map(ConversionItemRepository::texts)
                        .orElse(List.of()),
                Optional.ofNullable((String) row[12])
                        .map(name -> new ConversionItem.Result(name, number(row[13]), (String) row[14])),
                utc(row[15]),
                utc(row[16]),
                Optional.ofNullable((byte[]) row[17]).map(Uuids::fromBytes));
    }

    /** MySQL's driver gives a number for a boolean. */
    private static boolean isTrue(Object value) {
        return value instanceof Boolean flag ? flag : number(value) != 0;
    }

    private static LocalDateTime utc(Object micros) {
        return LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(number(micros), ChronoUnit.MICROS);
    }

    private static String json(List<String> texts) {
        JsonArrayBuilder array = Json.array();
        texts.stream()
                .limit(MOST_ERRORS)
                .map(text -> text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) : text)
                .forEach(array::add);
        return Json.object().add("errors", array).build().toString();
    }

    private static List<String> texts(Object json) {
        return Json.readObject(String.valueOf(json)).getJsonArray("errors").getValuesAs(JsonString::getString);
    }

    private static List<UUID> uuids(Query query) {
        List<?> found = query.getResultList();
        return found.stream().map(uuid -> Uuids.fromBytes((byte[]) uuid)).toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Object[]> rows(Query query) {
        return query.getResultList();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
