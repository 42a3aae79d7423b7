package org.reelmill.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reelmill.shared.Uuids;

@ApplicationScoped
@Transactional
class NodeRepository {

    @PersistenceContext
    private EntityManager entityManager;

    /**
     * Plain SQL, because the clock that counts is the database's.
     *
     * @param before the row that it had; its flags hold on
     */
    void insert(ThisNode node, Optional<Node> before) {
        entityManager
                .createNativeQuery(
                        "INSERT INTO node (nodeUUID, name, roles, slots, encoder, type, labels, cores,"
                                + " memoryBytes, codecs, authorise, drain, reason, version, suspended, lastAccess, joined)"
                                + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?15,"
                                + " CASE WHEN ?14 = 1 THEN CURRENT_TIMESTAMP(3) END, CURRENT_TIMESTAMP(3), CURRENT_TIMESTAMP(3))")
                .setParameter(1, Uuids.toBytes(node.uuid()))
                .setParameter(2, node.name())
                .setParameter(3, node.roles().stream().map(Enum::name).sorted().collect(Collectors.joining(",")))
                .setParameter(4, node.slots())
                .setParameter(5, node.encoder())
                // S4.6 knows one type a node; the column says it where a node has just one role
                .setParameter(
                        6,
                        node.roles().size() == 1
                                ? node.roles().iterator().next().code()
                                : null)
                .setParameter(7, node.abilities().labelList())
                .setParameter(8, node.abilities().cores())
                .setParameter(9, node.abilities().memoryBytes())
                .setParameter(10, node.abilities().codecList())
                .setParameter(11, before.map(Node::authorised).orElse(true))
                .setParameter(12, before.map(Node::draining).orElse(false))
                .setParameter(13, before.flatMap(Node::reason).orElse(null))
                .setParameter(14, before.flatMap(Node::suspended).isPresent() ? 1 : 0)
                .setParameter(15, node.version().toString())
                .executeUpdate();
    }

    boolean touch(UUID uuid, Optional<UUID> job, double speed) {
        return entityManager
                        .createNativeQuery("UPDATE node SET lastAccess = CURRENT_TIMESTAMP(3), isActive = ?2,"
                                + " fk_jobUUID = ?3, speed = COALESCE(NULLIF(?4, 0.0), speed) WHERE nodeUUID = ?1")
                        .setParameter(1, Uuids.toBytes(uuid))
                        .setParameter(2, job.isPresent())
                        .setParameter(3, job.map(Uuids::toBytes).orElse(null))
                        .setParameter(4, speed)
                        .executeUpdate()
                == 1;
    }

    /** Whether another node of this name gave a sign of life since this one joined, and had joined before it. */
    boolean hasElder(UUID uuid) {
        return !entityManager
                .createNativeQuery("SELECT 1 FROM node mine JOIN node elder ON elder.name = mine.name"
                        + " AND elder.nodeID < mine.nodeID WHERE mine.nodeUUID = ?1 AND elder.lastAccess > mine.joined")
                .setParameter(1, Uuids.toBytes(uuid))
                .getResultList()
                .isEmpty();
    }

    void rename(UUID uuid, String name, String notice) {
        entityManager
                .createNativeQuery("UPDATE node SET name = ?2, notice = ?3 WHERE nodeUUID = ?1")
                .setParameter(1, Uuids.toBytes(uuid))
                .setParameter(2, name)
                .setParameter(3, notice)
                .executeUpdate();
    }

    void measured(UUID uuid, String encoder, String codecs) {
        entityManager
                .createNativeQuery("UPDATE node SET encoder = ?2, codecs = ?3 WHERE nodeUUID = ?1")
                .setParameter(1, Uuids.toBytes(uuid))
                .setParameter(2, encoder)
                .setParameter(3, codecs)
                .executeUpdate();
    }

    void hinder(UUID uuid, String hindrances) {
        entityManager
                .createNativeQuery("UPDATE node SET hindrances = ?2 WHERE nodeUUID = ?1 AND hindrances <> ?2")
                .setParameter(1, Uuids.toBytes(uuid))
                .setParameter(2, hindrances)
                .executeUpdate();
    }

    /** @param suspend whether the mill distrusts it from now on; otherwise it is its operator who takes its right */
    int deauthorise(UUID uuid, boolean suspend, String reason) {
        return entityManager
                .createNativeQuery("UPDATE node SET authorise = FALSE, reason = ?3,"
                        + " suspended = CASE WHEN ?2 = 1 THEN CURRENT_TIMESTAMP(3) END WHERE nodeUUID = ?1")
                .setParameter(1, Uuids.toBytes(uuid))
                .setParameter(2, suspend ? 1 : 0)
                .setParameter(3, reason)
                .executeUpdate();
    }

    void acquit(UUID uuid) {
        entityManager
                .createNativeQuery("UPDATE node SET authorise = TRUE, reason = NULL, suspended = NULL"
                        + " WHERE nodeUUID = ?1 AND suspended IS NOT NULL")
                .setParameter(1, Uuids.toBytes(uuid))
                .executeUpdate();
    }

    /** Whether the mill has distrusted it for so long. */
    boolean suspendedFor(UUID uuid, int seconds) {
        return !entityManager
                .createNativeQuery("SELECT 1 FROM node WHERE nodeUUID = ?1"
                        + " AND suspended <= TIMESTAMPADD(SECOND, ?2, CURRENT_TIMESTAMP(3))")
                .setParameter(1, Uuids.toBytes(uuid))
                .setParameter(2, -seconds)
                .getResultList()
                .isEmpty();
    }

    void delete(UUID uuid) {
        entityManager
                .createNativeQuery("DELETE FROM node WHERE nodeUUID = ?1")
                .setParameter(1, Uuids.toBytes(uuid))
                .executeUpdate();
    }

    List<Node> silentFor(int seconds) {
        return find("lastAccess < TIMESTAMPADD(SECOND, ?1, CURRENT_TIMESTAMP(3))", -seconds);
    }

    /** @return false when it is gone, or gave a sign of life meanwhile */
    boolean deleteSilent(UUID uuid, int seconds) {
        return entityManager
                        .createNativeQuery("DELETE FROM node WHERE nodeUUID = ?1"
                                + " AND lastAccess < TIMESTAMPADD(SECOND, ?2, CURRENT_TIMESTAMP(3))")
                        .setParameter(1, Uuids.toBytes(uuid))
                        .setParameter(2, -seconds)
                        .executeUpdate()
                == 1;
    }

    /** Seconds since the last sign of life, of each node. */
    Map<UUID, Long> silence() {
        List<?> rows = entityManager
                .createNativeQuery("SELECT nodeUUID, TIMESTAMPDIFF(SECOND, lastAccess, CURRENT_TIMESTAMP(3)) FROM node")
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .collect(Collectors.toMap(
                        row -> Uuids.fromBytes((byte[]) row[0]), row -> ((Number) row[1]).longValue()));
    }

    /** Nodes of other versions, with a sign of life in so many seconds. */
    List<Node> ofOtherVersion(ThisNode node, int seconds) {
        @SuppressWarnings("unchecked")
        List<Node> found = entityManager
                .createNativeQuery(
                        "SELECT * FROM node WHERE nodeUUID <> ?1 AND (version IS NULL OR version <> ?2)"
                                + " AND lastAccess >= TIMESTAMPADD(SECOND, ?3, CURRENT_TIMESTAMP(3)) ORDER BY nodeID",
                        Node.class)
                .setParameter(1, Uuids.toBytes(node.uuid()))
                .setParameter(2, node.version().toString())
                .setParameter(3, -seconds)
                .getResultList();
        return found;
    }

    private List<Node> find(String condition, Object value) {
        @SuppressWarnings("unchecked")
        List<Node> found = entityManager
                .createNativeQuery("SELECT * FROM node WHERE " + condition, Node.class)
                .setParameter(1, value)
                .getResultList();
        return found;
    }

    Optional<Node> find(UUID uuid) {
        return entityManager
                .createQuery("select n from Node n where n.uuid = :uuid", Node.class)
                .setParameter("uuid", uuid)
                .getResultStream()
                .findFirst();
    }

    List<Node> all() {
        return entityManager
                .createQuery("select n from Node n order by n.name, n.id", Node.class)
                .getResultList();
    }

    Farm farm(UUID asking) {
        Object[] row = (Object[]) entityManager
                .createNativeQuery("SELECT COUNT(*), SUM(slots), AVG(speed),"
                        + " MAX(CASE WHEN nodeUUID = ?1 THEN speed END),"
                        + " SUM(CASE WHEN nodeUUID < ?1 THEN 1 ELSE 0 END) FROM node WHERE authorise = TRUE"
                        + " AND suspended IS NULL AND drain = FALSE AND terminate = FALSE")
                .setParameter(1, Uuids.toBytes(asking))
                .getSingleResult();
        return new Farm(
                Math.max(1, number(row[0]).intValue()),
                Math.max(1, number(row[1]).intValue()),
                number(row[2]).doubleValue(),
                number(row[3]).doubleValue(),
                number(row[4]).intValue());
    }

    private static Number number(Object value) {
        return value == null ? 0 : (Number) value;
    }

    int update(UUID uuid, String flag, boolean value) {
        return entityManager
                .createQuery("update Node n set n." + flag + " = :value where n.uuid = :uuid")
                .setParameter("value", value)
                .setParameter("uuid", uuid)
                .executeUpdate();
    }
}
