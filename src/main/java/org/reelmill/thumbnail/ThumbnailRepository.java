package org.reelmill.thumbnail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.reelmill.shared.Jdbc;

/** Previews as rows of {@code thumbnail}. Every change of a state is one conditional update. */
@ApplicationScoped
@Transactional
class ThumbnailRepository {

    private static final String NOW = "CURRENT_TIMESTAMP(3)";
    private static final String ASKED_LONG_AGO = "asked < TIMESTAMPADD(HOUR, -1, " + NOW + ")";
    private static final String COLUMNS =
            "origin, cacheKey, kind, state, reason, format, width, height, seconds, sheets, clip, CASE WHEN "
                    + ASKED_LONG_AGO + " THEN 1 ELSE 0 END";
    private static final String CHANGED = "changed = " + NOW + ", ";
    private static final String NOBODYS = "node = NULL, lease_until = NULL";
    private static final String HELD = " WHERE thumbnailID = ?1 AND state = 1 AND fence = ?2";

    /** One of so many is picked at random, so that nodes seldom meet. */
    private static final int WINDOW = 8;

    private static final int RACES = 3;

    /** A power of two; few enough that the text of a statement stays short. */
    private static final int VALUES_A_STATEMENT = 1024;

    private static final int LONGEST_REASON = 500;

    @PersistenceContext
    private EntityManager entityManager;

    Map<String, Thumbnail> find(List<Subject> subjects) {
        Map<String, Thumbnail> found = new HashMap<>();
        for (List<String> some : parts(subjects.stream().map(Subject::origin).toList())) {
            jdbc().rows(
                            "SELECT " + COLUMNS + " FROM thumbnail WHERE origin IN (" + Jdbc.marks(some.size()) + ")",
                            ThumbnailRepository::thumbnail,
                            some.toArray())
                    .forEach(thumbnail -> found.put(thumbnail.origin(), thumbnail));
        }
        return found;
    }

    private static List<List<String>> parts(List<String> values) {
        return Jdbc.parts(values, VALUES_A_STATEMENT);
    }

    Optional<Thumbnail> ofKey(String key) {
        return jdbc()
                .rows(
                        "SELECT " + COLUMNS + " FROM thumbnail WHERE cacheKey = ? ORDER BY thumbnailID",
                        ThumbnailRepository::thumbnail,
                        key)
                .stream()
                .findFirst();
    }

    /** Somebody wants some that are not there: all or none. A unique key serialises those who want them at a time. */
    void add(List<Subject> subjects) {
        jdbc().insert(
                        "INSERT INTO thumbnail (origin, topic, modified, size, cacheKey, kind, asked) VALUES ",
                        "(?,?,?,?,?,?," + NOW + ")",
                        subjects.stream().map(ThumbnailRepository::row).toList());
    }

    private static Object[] row(Subject subject) {
        return new Object[] {
            subject.origin(),
            subject.topic(),
            subject.modified(),
            subject.size(),
            subject.cacheKey(),
            subject.kind().ordinal()
        };
    }

    /** The file is another one now; an attempt in hand is no longer of use. */
    void renew(Subject subject) {
        update(
                "UPDATE thumbnail SET topic = ?2, modified = ?3, size = ?4, cacheKey = ?5, kind = ?6, state = 0, attempts = 0,"
                        + " fence = fence + 1, reason = NULL, bytes = 0, asked = " + NOW + ", " + NOBODYS
                        + " WHERE origin = ?1 AND cacheKey <> ?5",
                subject.origin(),
                subject.topic(),
                subject.modified(),
                subject.size(),
                subject.cacheKey(),
                subject.kind().ordinal());
    }

    /** Noted once an hour: to look at something is no reason to write each time. */
    void touch(List<String> keys) {
        for (List<String> some : parts(keys)) {
            jdbc().execute(
                            "UPDATE thumbnail SET asked = " + NOW + " WHERE cacheKey IN (" + Jdbc.marks(some.size())
                                    + ") AND " + ASKED_LONG_AGO,
                            some.toArray());
        }
    }

    /** Its files are gone: it is to be made again. */
    void lost(String key) {
        update(
                "UPDATE thumbnail SET state = 0, attempts = 0, bytes = 0, fence = fence + 1 WHERE cacheKey = ?1 AND state = 2",
                key);
    }

    /** Takes one of those that were asked for last: somebody may still be looking at its place. */
    Optional<ThumbnailClaim> claim(String node, int leaseSeconds) {
        for (int race = 0; race < RACES; race++) {
            List<Object[]> candidates =
                    rows(query("SELECT thumbnailID, fence, origin, topic, kind, modified, size FROM thumbnail"
                                    + " WHERE state = 0 ORDER BY state DESC, asked DESC")
                            .setMaxResults(WINDOW));
            if (candidates.isEmpty()) {
                return Optional.empty();
            }
            Object[] row = candidates.get(ThreadLocalRandom.current().nextInt(candidates.size()));
            long id = number(row[0]);
            long fence = number(row[1]);
            boolean won = update(
                            "UPDATE thumbnail SET state = 1, fence = fence + 1, attempts = attempts + 1, node = ?3,"
                                    + " lease_until = TIMESTAMPADD(SECOND, ?4, " + NOW
                                    + ") WHERE thumbnailID = ?1 AND state = 0 AND fence = ?2",
                            id,
                            fence,
                            node,
                            leaseSeconds)
                    == 1;
            if (won) {
                return Optional.of(new ThumbnailClaim(
                        id,
                        fence + 1,
                        new Subject(
                                (String) row[2],
                                (String) row[3],
                                Thumbnail.Kind.values()[(int) number(row[4])],
                                number(row[5]),
                                number(row[6]))));
            }
        }
        return Optional.empty();
    }

    /** @return whether it is still held */
    boolean renew(ThumbnailClaim claim, int leaseSeconds) {
        return update(
                        "UPDATE thumbnail SET lease_until = TIMESTAMPADD(SECOND, ?3, " + NOW + ")" + HELD,
                        claim.id(),
                        claim.fence(),
                        leaseSeconds)
                == 1;
    }

    boolean finish(ThumbnailClaim claim, MadePreview made) {
        return update(
                        "UPDATE thumbnail SET state = 2, reason = NULL, format = ?3, width = ?4, height = ?5, seconds = ?6,"
                                + " sheets = ?7, clip = ?8, bytes = ?9, " + CHANGED + NOBODYS + HELD,
                        claim.id(),
                        claim.fence(),
                        made.poster().suffix(),
                        made.poster().width(),
                        made.poster().height(),
                        made.seconds(),
                        made.sheets(),
                        made.clip(),
                        made.bytes())
                == 1;
    }

    /** Gives up at once, or after so many attempts. @return whether it has given up */
    boolean fail(ThumbnailClaim claim, String reason, int mostAttempts) {
        String shortened = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        boolean failed = update(
                        "UPDATE thumbnail SET state = 3, reason = ?3, " + CHANGED + NOBODYS + HELD
                                + " AND attempts >= ?4",
                        claim.id(),
                        claim.fence(),
                        shortened,
                        mostAttempts)
                == 1;
        if (!failed) {
            update(
                    "UPDATE thumbnail SET state = 0, reason = ?3, " + NOBODYS + HELD,
                    claim.id(),
                    claim.fence(),
                    shortened);
        }
        return failed;
    }

    /** Gives it back, with nothing held against it. */
    void release(ThumbnailClaim claim) {
        update("UPDATE thumbnail SET state = 0, attempts = attempts - 1, " + NOBODYS + HELD, claim.id(), claim.fence());
    }

    /** As if nobody had asked for it. */
    void forget(ThumbnailClaim claim) {
        update("DELETE FROM thumbnail" + HELD, claim.id(), claim.fence());
    }

    /** Gives back what nobody holds any more; what was lost too often may be what kills servers, and fails. */
    void giveBackLapsed(int mostAttempts) {
        String lapsed = " WHERE state = 1 AND lease_until < " + NOW + " AND attempts ";
        update(
                "UPDATE thumbnail SET state = 3, reason = 'its server was lost each time', " + CHANGED + NOBODYS
                        + lapsed + ">= ?1",
                mostAttempts);
        update("UPDATE thumbnail SET state = 0, " + NOBODYS + lapsed + "< ?1", mostAttempts);
    }

    /** Origins of what was made or given up, the latest first. @param seconds since 1970, by this clock */
    List<String> changedSince(String topic, long seconds, int most) {
        List<?> origins = query(
                        "SELECT origin FROM thumbnail WHERE topic = ?1 AND changed >="
                                + " TIMESTAMPADD(SECOND, ?2, TIMESTAMP '1970-01-01 00:00:00') AND state IN (2, 3)"
                                + " ORDER BY topic DESC, changed DESC",
                        topic,
                        seconds)
                .setMaxResults(most)
                .getResultList();
        return origins.stream().map(String.class::cast).toList();
    }

    /** Seconds since the oldest wish that waits was made; empty when none waits. */
    Optional<Long> longestWait() {
        Object seconds = query("SELECT TIMESTAMPDIFF(SECOND, MIN(asked), " + NOW + ") FROM thumbnail WHERE state = 0")
                .getSingleResult();
        return Optional.ofNullable(seconds).map(ThumbnailRepository::number);
    }

    long countWaiting() {
        return number(query("SELECT COUNT(*) FROM thumbnail WHERE state = 0").getSingleResult());
    }

    long bytes() {
        return number(query("SELECT COALESCE(SUM(bytes), 0) FROM thumbnail WHERE state = 2")
                .getSingleResult());
    }

    /** Those that nobody has asked for the longest. */
    List<Stored> leastWanted(int most) {
        return rows(query("SELECT cacheKey, bytes FROM thumbnail WHERE state = 2 ORDER BY state, asked")
                        .setMaxResults(most))
                .stream()
                .map(row -> new Stored((String) row[0], number(row[1])))
                .toList();
    }

    /** A preview in the cache. */
    record Stored(String key, long bytes) {}

    boolean remove(String key) {
        return update("DELETE FROM thumbnail WHERE cacheKey = ?1 AND state = 2", key) > 0;
    }

    /** Forgets previews in whatever state. @return the keys of their files */
    List<String> forget(List<String> origins) {
        List<String> keys = new ArrayList<>();
        for (List<String> some : parts(origins)) {
            String in = " FROM thumbnail WHERE origin IN (" + Jdbc.marks(some.size()) + ")";
            keys.addAll(jdbc().rows("SELECT cacheKey" + in, row -> row.getString(1), some.toArray()));
            jdbc().execute("DELETE" + in, some.toArray());
        }
        return keys;
    }

    private Jdbc jdbc() {
        return new Jdbc(entityManager.unwrap(Connection.class));
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

    private static Thumbnail thumbnail(ResultSet row) throws SQLException {
        String suffix = row.getString(6);
        return new Thumbnail(
                row.getString(1),
                row.getString(2),
                Thumbnail.Kind.values()[row.getInt(3)],
                Thumbnail.State.values()[row.getInt(4)],
                Optional.ofNullable(row.getString(5)),
                suffix == null
                        ? Optional.empty()
                        : Optional.of(new Thumbnail.Poster(suffix, row.getInt(7), row.getInt(8))),
                row.getDouble(9),
                row.getInt(10),
                row.getBoolean(11),
                row.getBoolean(12));
    }

    @SuppressWarnings("unchecked")
    private static List<Object[]> rows(Query query) {
        return query.getResultList();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
