package org.reelmill.operator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reelmill.shared.Uuids;

/**
 * Statements about executions. Every list is read along an index and bounded, so that it costs the same with a million rows.
 * Changes are conditional: a lost race is an answer, not an error.
 */
@ApplicationScoped
@Transactional
class BatchRepository {

    /** How far the clocks of nodes may be apart before a list by time misses a row at its borders. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    /** Seconds in which a new execution has its node noted. */
    private static final int NOTING_SECONDS = 60;

    private static final String OPEN = " BATCHSTATUS IN " + ExecutionState.OPEN_SQL;

    /** Prolonged by nobody any more. */
    private static final String SILENT = OPEN + " AND (ALIVEUNTIL < CURRENT_TIMESTAMP(3) OR ALIVEUNTIL IS NULL"
            + " AND CREATETIME < TIMESTAMPADD(SECOND, -" + NOTING_SECONDS + ", CURRENT_TIMESTAMP(3)))";

    private static final List<String> MARKS_BELOW = List.of(
            "UPDATE STEP_EXECUTION SET BATCHSTATUS = '%1$s' WHERE BATCHSTATUS IN (%2$s) AND JOBEXECUTIONID = ?1",
            "UPDATE PARTITION_EXECUTION SET BATCHSTATUS = '%1$s' WHERE BATCHSTATUS IN (%2$s) AND STEPEXECUTIONID IN"
                    + " (SELECT STEPEXECUTIONID FROM STEP_EXECUTION WHERE JOBEXECUTIONID = ?1)");

    @PersistenceContext
    private EntityManager entityManager;

    Optional<BatchExecution> find(long id) {
        return Optional.ofNullable(entityManager.find(BatchExecution.class, id));
    }

    List<BatchExecution> some(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery("select e from BatchExecution e where e.id in :ids", BatchExecution.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /** In the direction of the position, at most so many. */
    List<BatchExecution> list(ExecutionFilter filter, Position position, int most) {
        Comparator<BatchExecution> byId = Comparator.comparingLong(BatchExecution::id);
        Range range = inTime(filter, range("select min(e.id), max(e.id) from BatchExecution e"));
        return conditions(filter).stream()
                .flatMap(
                        condition -> range
                                .read(position, most, (first, end, rows) -> read(condition, position, first, end, rows))
                                .stream())
                .sorted(position.older() ? byId.reversed() : byId)
                .limit(most)
                .toList();
    }

    /** A part of a where clause with its values. */
    private record Condition(String where, Map<String, Object> values) {

        Condition and(String more, String name, Object value) {
            Map<String, Object> all = new LinkedHashMap<>(values);
            all.put(name, value);
            return new Condition(where + " and " + more, all);
        }
    }

    /** What a filter asks for beside time, one state at a time where an index leads there: the lists are joined. */
    private List<Condition> conditions(ExecutionFilter filter) {
        Condition rest = new Condition("", Map.of());
        if (filter.node().isPresent()) {
            rest = rest.and("e.nodeName = :node", "node", filter.node().get());
        }
        if (filter.job().isPresent()) {
            rest = rest.and("e.jobName = :job", "job", filter.job().get());
        }
        if (filter.from().isPresent()) {
            rest = rest.and("e.created >= :from", "from", filter.from().get());
        }
        if (filter.to().isPresent()) {
            rest = rest.and("e.created < :to", "to", filter.to().get());
        }
        if (filter.film().isPresent()) {
            List<Long> ids = idsOf(filter.film().get());
            if (ids.isEmpty()) {
                return List.of();
            }
            rest = rest.and("e.id in :ids", "ids", ids);
        }
        if (filter.states().isEmpty() && filter.node().isEmpty() && filter.job().isEmpty()) {
            return List.of(rest);
        }
        Condition each = rest;
        Collection<ExecutionState> states = filter.states().isEmpty() ? List.of(ExecutionState.all()) : filter.states();
        return states.stream()
                .map(state -> each.and("e.state = :state", "state", state))
                .toList();
    }

    private List<BatchExecution> read(Condition condition, Position position, long first, long end, int most) {
        TypedQuery<BatchExecution> query = entityManager
                .createQuery(
                        "select e from BatchExecution e where e.id >= :first and e.id < :end" + condition.where()
                                + " order by e.id" + (position.older() ? " desc" : ""),
                        BatchExecution.class)
                .setParameter("first", first)
                .setParameter("end", end)
                .setMaxResults(most);
        condition.values().forEach(query::setParameter);
        return query.getResultList();
    }

    /** Numbers grow with time, so a stretch of time is a stretch of numbers. */
    private Range inTime(ExecutionFilter filter, Range all) {
        long first = filter.from().isEmpty()
                ? all.first()
                : firstSince(filter.from().get().minus(SKEW)).orElse(all.end());
        long end = filter.to().isEmpty()
                ? all.end()
                : firstSince(filter.to().get().plus(SKEW)).orElse(all.end());
        return new Range(first, end);
    }

    private Range range(String jpql) {
        Object[] ends = (Object[]) entityManager.createQuery(jpql).getSingleResult();
        return ends[0] == null ? new Range(0, 0) : new Range((Long) ends[0], (Long) ends[1] + 1);
    }

    /**
     * Keys of a list.
     *
     * @param end the first one behind
     */
    private record Range(long first, long end) {

        private static final long WINDOW = 512;
        private static final int GROWTH = 8;

        /** Reads some rows of a stretch of keys. */
        private interface Reader<T> {

            List<T> read(long first, long end, int most);
        }

        /**
         * Reads in windows of keys that grow until there are enough: the embedded database reads no index backwards, and would
         * sort all rows for the last few.
         */
        <T> List<T> read(Position position, int most, Reader<T> reader) {
            List<T> rows = new ArrayList<>();
            long from = position.older()
                    ? first
                    : Math.max(first, position.key().map(key -> key + 1).orElse(first));
            long to = position.older() ? Math.min(end, position.key().orElse(end)) : end;
            for (long size = WINDOW; from < to && rows.size() < most; size *= GROWTH) {
                long border = position.older() ? Math.max(from, to - size) : Math.min(to, from + size);
                if (position.older()) {
                    rows.addAll(reader.read(border, to, most - rows.size()));
                    to = border;
                } else {
                    rows.addAll(reader.read(from, border, most - rows.size()));
                    from = border;
                }
            }
            return rows;
        }
    }

    /** About the lowest number of those that were created then or later. */
    OptionalLong firstSince(Instant time) {
        return entityManager
                .createQuery(
                        "select e.id from BatchExecution e where e.created >= :time order by e.created", Long.class)
                .setParameter("time", time)
                .setMaxResults(1)
                .getResultStream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** All attempts at an instance, the first one first. */
    List<BatchExecution> ofInstance(long instance) {
        return entityManager
                .createQuery(
                        "select e from BatchExecution e where e.instanceId = :instance order by e.id",
                        BatchExecution.class)
                .setParameter("instance", instance)
                .getResultList();
    }

    /** All attempts at some instances. */
    List<BatchExecution> ofInstances(Collection<Long> instances) {
        return instances.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery(
                                "select e from BatchExecution e where e.instanceId in :instances order by e.id",
                                BatchExecution.class)
                        .setParameter("instances", instances)
                        .getResultList();
    }

    /** Numbers of the instances of a job, in the direction of the position. */
    List<Long> instances(String job, Position position, int most) {
        Object[] ends = (Object[]) entityManager
                .createNativeQuery("SELECT MIN(JOBINSTANCEID), MAX(JOBINSTANCEID) FROM JOB_INSTANCE")
                .getSingleResult();
        Range range = ends[0] == null
                ? new Range(0, 0)
                : new Range(((Number) ends[0]).longValue(), ((Number) ends[1]).longValue() + 1);
        return range.read(
                position,
                most,
                (first, end, rows) -> numbers(entityManager
                        .createNativeQuery("SELECT JOBINSTANCEID FROM JOB_INSTANCE WHERE JOBNAME = ?1"
                                + " AND JOBINSTANCEID >= ?2 AND JOBINSTANCEID < ?3 ORDER BY JOBINSTANCEID"
                                + (position.older() ? " DESC" : ""))
                        .setParameter(1, job)
                        .setParameter(2, first)
                        .setParameter(3, end)
                        .setMaxResults(rows)
                        .getResultList()));
    }

    List<BatchStep> steps(long execution) {
        return entityManager
                .createQuery(
                        "select s from BatchStep s where s.executionId = :execution order by s.id", BatchStep.class)
                .setParameter("execution", execution)
                .getResultList();
    }

    /** Partitions of a step in their order. */
    List<BatchPartition> partitions(long step, int most) {
        return entityManager
                .createQuery(
                        "select p from BatchPartition p where p.stepId = :step order by p.number", BatchPartition.class)
                .setParameter("step", step)
                .setMaxResults(most)
                .getResultList();
    }

    long partitionCount(long step) {
        return entityManager
                .createQuery("select count(p.number) from BatchPartition p where p.stepId = :step", Long.class)
                .setParameter("step", step)
                .getSingleResult();
    }

    /** Open executions that no server prolongs any more. */
    Set<Long> silent() {
        return new HashSet<>(numbers(entityManager
                .createNativeQuery("SELECT JOBEXECUTIONID FROM JOB_EXECUTION WHERE" + SILENT)
                .getResultList()));
    }

    /**
     * Those of a node, and those that nobody has noted as his.
     *
     * @param node null for the latter only
     */
    List<Long> silentOf(UUID node) {
        return numbers(entityManager
                .createNativeQuery("SELECT JOBEXECUTIONID FROM JOB_EXECUTION WHERE" + SILENT
                        + " AND (NODEUUID = CAST(?1 AS BINARY(16)) OR NODEUUID IS NULL AND ALIVEUNTIL IS NULL)")
                .setParameter(1, node == null ? null : Uuids.toBytes(node))
                .getResultList());
    }

    /** The film jobs that some executions worked on: number of the execution, film job, segments. */
    record Film(long execution, UUID job, int segments) {}

    List<Film> films(Collection<Long> executions) {
        if (executions.isEmpty()) {
            return List.of();
        }
        List<?> rows = entityManager
                .createNativeQuery(
                        "SELECT fk_jobExecutionID, jobUUID, segments FROM execution_film WHERE fk_jobExecutionID IN ("
                                + commaSeparated(executions) + ") ORDER BY fk_jobExecutionID, jobUUID")
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Film(
                        ((Number) row[0]).longValue(), Uuids.fromBytes((byte[]) row[1]), ((Number) row[2]).intValue()))
                .toList();
    }

    private List<Long> idsOf(UUID film) {
        return numbers(entityManager
                .createNativeQuery("SELECT fk_jobExecutionID FROM execution_film WHERE jobUUID = ?1"
                        + " ORDER BY fk_jobExecutionID DESC")
                .setParameter(1, Uuids.toBytes(film))
                .setMaxResults(1_000)
                .getResultList());
    }

    /** Who runs a new execution. */
    void note(long id, String job, String nodeName, UUID nodeUuid, String startedBy, int aliveSeconds) {
        entityManager
                .createNativeQuery(
                        "UPDATE JOB_EXECUTION SET JOBNAME = ?2, NODENAME = ?3, NODEUUID = ?4, STARTEDBY = ?5,"
                                + " ALIVEUNTIL = TIMESTAMPADD(SECOND, ?6, CURRENT_TIMESTAMP(3)) WHERE JOBEXECUTIONID = ?1")
                .setParameter(1, id)
                .setParameter(2, job)
                .setParameter(3, nodeName)
                .setParameter(4, nodeUuid == null ? null : Uuids.toBytes(nodeUuid))
                .setParameter(5, startedBy)
                .setParameter(6, aliveSeconds)
                .executeUpdate();
    }

    void addFilm(long execution, UUID film) {
        entityManager
                .createNativeQuery(
                        "INSERT INTO execution_film (jobUUID, fk_jobExecutionID) SELECT CAST(?1 AS BINARY(16)), e.JOBEXECUTIONID"
                                + " FROM JOB_EXECUTION e WHERE e.JOBEXECUTIONID = ?2 AND NOT EXISTS (SELECT 1 FROM execution_film f"
                                + " WHERE f.jobUUID = ?1 AND f.fk_jobExecutionID = ?2)")
                .setParameter(1, Uuids.toBytes(film))
                .setParameter(2, execution)
                .executeUpdate();
    }

    void countSegment(long execution, UUID film) {
        entityManager
                .createNativeQuery("UPDATE execution_film SET segments = segments + 1"
                        + " WHERE jobUUID = ?1 AND fk_jobExecutionID = ?2")
                .setParameter(1, Uuids.toBytes(film))
                .setParameter(2, execution)
                .executeUpdate();
    }

    void prolong(Collection<Long> executions, int seconds) {
        entityManager
                .createNativeQuery(
                        "UPDATE JOB_EXECUTION SET ALIVEUNTIL = TIMESTAMPADD(SECOND, ?1, CURRENT_TIMESTAMP(3))"
                                + " WHERE JOBEXECUTIONID IN (" + commaSeparated(executions) + ") AND" + OPEN)
                .setParameter(1, seconds)
                .executeUpdate();
    }

    /** Those of some executions that may go on as far as the database knows. */
    Set<Long> wanted(Collection<Long> executions) {
        return new HashSet<>(numbers(entityManager
                .createNativeQuery("SELECT JOBEXECUTIONID FROM JOB_EXECUTION WHERE JOBEXECUTIONID IN ("
                        + commaSeparated(executions) + ") AND BATCHSTATUS IN ('STARTING', 'STARTED')")
                .getResultList()));
    }

    /** Whether an execution is open; inside a transaction nobody can close it any more until that ends. */
    boolean lockIfOpen(long id) {
        return !entityManager
                .createNativeQuery(
                        "SELECT JOBEXECUTIONID FROM JOB_EXECUTION WHERE JOBEXECUTIONID = ?1 AND" + OPEN + " FOR UPDATE")
                .setParameter(1, id)
                .getResultList()
                .isEmpty();
    }

    /** Asks the server that runs it to stop it. @return false when it does not run */
    boolean askToStop(long id) {
        boolean asked = change(
                "UPDATE JOB_EXECUTION SET BATCHSTATUS = 'STOPPING' WHERE JOBEXECUTIONID = ?1"
                        + " AND BATCHSTATUS = 'STARTED'",
                id);
        if (asked) {
            markBelow(id, "STOPPING", "'STARTED'");
        }
        return asked;
    }

    /** Ends an execution that no server prolongs any more. @return false when one does, or it has ended */
    boolean close(long id) {
        boolean closed = change(
                "UPDATE JOB_EXECUTION SET BATCHSTATUS = 'FAILED', EXITSTATUS = 'LOST',"
                        + " ENDTIME = CURRENT_TIMESTAMP(3), LASTUPDATEDTIME = CURRENT_TIMESTAMP(3) WHERE JOBEXECUTIONID = ?1 AND"
                        + SILENT,
                id);
        if (closed) {
            markBelow(id, "FAILED", "'STARTING', 'STARTED', 'STOPPING'");
        }
        return closed;
    }

    /** @return false when it is not broken, or somebody restarts it */
    boolean abandon(long id) {
        return change(
                "UPDATE JOB_EXECUTION SET BATCHSTATUS = 'ABANDONED' WHERE JOBEXECUTIONID = ?1"
                        + " AND BATCHSTATUS IN ('FAILED', 'STOPPED') AND SUCCESSOR IS NULL AND RESTARTEDAT IS NULL",
                id);
    }

    /**
     * Takes a broken execution to restart it, for everybody else. A claim that came to nothing because its server died is
     * over after a minute.
     *
     * @return false when it is not broken, or somebody else has taken it
     */
    boolean claimRestart(long id) {
        return change(
                "UPDATE JOB_EXECUTION SET RESTARTEDAT = CURRENT_TIMESTAMP(3) WHERE JOBEXECUTIONID = ?1"
                        + " AND BATCHSTATUS IN ('FAILED', 'STOPPED') AND SUCCESSOR IS NULL AND (RESTARTEDAT IS NULL"
                        + " OR RESTARTEDAT < TIMESTAMPADD(SECOND, -60, CURRENT_TIMESTAMP(3)))",
                id);
    }

    /** @param successor what came of the restart; null when nothing did */
    void restarted(long id, Long successor) {
        entityManager
                .createNativeQuery("UPDATE JOB_EXECUTION SET SUCCESSOR = ?2, RESTARTEDAT ="
                        + (successor == null ? " NULL" : " RESTARTEDAT") + " WHERE JOBEXECUTIONID = ?1")
                .setParameter(1, id)
                .setParameter(2, successor)
                .executeUpdate();
    }

    long count() {
        return ((Number) entityManager
                        .createNativeQuery("SELECT COUNT(*) FROM JOB_EXECUTION")
                        .getSingleResult())
                .longValue();
    }

    Optional<Instant> oldest() {
        return entityManager
                .createQuery("select e.created from BatchExecution e order by e.id", Instant.class)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** The lowest number of those that are kept when so many are. */
    OptionalLong firstOfNewest(int rows) {
        return entityManager
                .createQuery("select e.id from BatchExecution e order by e.id desc", Long.class)
                .setFirstResult(rows - 1)
                .setMaxResults(1)
                .getResultStream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** Ended executions below a number, the oldest first. */
    List<Long> endedBelow(long id, int most) {
        return entityManager
                .createQuery(
                        "select e.id from BatchExecution e where e.id < :id and e.state not in :open order by e.id",
                        Long.class)
                .setParameter("id", id)
                .setParameter("open", ExecutionState.OPEN)
                .setMaxResults(most)
                .getResultList();
    }

    /** Executions that ended before that, those that ended first come first. */
    List<Long> endedBefore(Instant time, int most) {
        return entityManager
                .createQuery(
                        "select e.id from BatchExecution e where e.ended < :time and e.state not in :open order by e.ended",
                        Long.class)
                .setParameter("time", time)
                .setParameter("open", ExecutionState.OPEN)
                .setMaxResults(most)
                .getResultList();
    }

    /** Removes ended executions with their steps and partitions, and the instances that have no other. @return how many */
    int remove(Collection<Long> executions) {
        if (executions.isEmpty()) {
            return 0;
        }
        List<Long> instances = numbers(entityManager
                .createNativeQuery("SELECT DISTINCT JOBINSTANCEID FROM JOB_EXECUTION WHERE JOBEXECUTIONID IN ("
                        + commaSeparated(executions) + ")")
                .getResultList());
        int removed = entityManager
                .createNativeQuery("DELETE FROM JOB_EXECUTION WHERE JOBEXECUTIONID IN (" + commaSeparated(executions)
                        + ") AND NOT" + OPEN)
                .executeUpdate();
        if (!instances.isEmpty()) {
            entityManager
                    .createNativeQuery("DELETE FROM JOB_INSTANCE WHERE JOBINSTANCEID IN (" + commaSeparated(instances)
                            + ") AND NOT EXISTS (SELECT 1 FROM JOB_EXECUTION e"
                            + " WHERE e.JOBINSTANCEID = JOB_INSTANCE.JOBINSTANCEID)")
                    .executeUpdate();
        }
        return removed;
    }

    /** Whether an execution of the job is open. */
    boolean isOpen(String job) {
        return !entityManager
                .createQuery(
                        "select e.id from BatchExecution e where e.jobName = :job and e.state in :open", Long.class)
                .setParameter("job", job)
                .setParameter("open", ExecutionState.OPEN)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    private boolean change(String update, long id) {
        return entityManager.createNativeQuery(update).setParameter(1, id).executeUpdate() == 1;
    }

    private void markBelow(long id, String state, String from) {
        for (String mark : MARKS_BELOW) {
            entityManager
                    .createNativeQuery(mark.formatted(state, from))
                    .setParameter(1, id)
                    .executeUpdate();
        }
    }

    private static String commaSeparated(Collection<Long> numbers) {
        return numbers.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Long> numbers(List<?> values) {
        return new ArrayList<>(
                values.stream().map(value -> ((Number) value).longValue()).toList());
    }
}
