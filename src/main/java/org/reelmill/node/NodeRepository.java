package org.reelmill.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reelmill.shared.Uuids;

@ApplicationScoped
@Transactional
class NodeRepository {

    @PersistenceContext
    private EntityManager entityManager;

    /** Plain SQL, because the clock that counts is the database's. */
    void insert(ThisNode node) {
        entityManager
                .createNativeQuery("INSERT INTO node (nodeUUID, name, roles, slots, encoder, type, lastAccess, joined)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, CURRENT_TIMESTAMP(3), CURRENT_TIMESTAMP(3))")
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
                .executeUpdate();
    }

    boolean touch(UUID uuid, boolean active) {
        return entityManager
                        .createNativeQuery(
                                "UPDATE node SET lastAccess = CURRENT_TIMESTAMP(3), isActive = ?2 WHERE nodeUUID = ?1")
                        .setParameter(1, Uuids.toBytes(uuid))
                        .setParameter(2, active)
                        .executeUpdate()
                == 1;
    }

    void delete(UUID uuid) {
        entityManager
                .createNativeQuery("DELETE FROM node WHERE nodeUUID = ?1")
                .setParameter(1, Uuids.toBytes(uuid))
                .executeUpdate();
    }

    int deleteSilentFor(int seconds) {
        return entityManager
                .createNativeQuery("DELETE FROM node WHERE lastAccess < TIMESTAMPADD(SECOND, ?1, CURRENT_TIMESTAMP(3))")
                .setParameter(1, -seconds)
                .executeUpdate();
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
                        + " MAX(CASE WHEN nodeUUID = ?1 THEN speed END) FROM node WHERE authorise = TRUE")
                .setParameter(1, Uuids.toBytes(asking))
                .getSingleResult();
        return new Farm(
                Math.max(1, number(row[0]).intValue()),
                Math.max(1, number(row[1]).intValue()),
                number(row[2]).doubleValue(),
                number(row[3]).doubleValue());
    }

    /** The new one counts for a third, so that what the node did before is soon forgotten. */
    void addSpeed(UUID uuid, double speed) {
        entityManager
                .createNativeQuery("UPDATE node SET speed = COALESCE(speed * 2 / 3 + ?2 / 3.0, ?2) WHERE nodeUUID = ?1")
                .setParameter(1, Uuids.toBytes(uuid))
                .setParameter(2, speed)
                .executeUpdate();
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
