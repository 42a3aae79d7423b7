package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.shared.Uuids;

/** Statements about films that arrive in pieces. */
@ApplicationScoped
@Transactional
class PartialUploadRepository {

    @PersistenceContext
    private EntityManager entityManager;

    /** Fails by its unique key when an open upload has the name. */
    void insert(UUID uuid, ResumableUploads.Wish wish, String owner, int hours) {
        Query insert = entityManager.createNativeQuery(
                "INSERT INTO upload (uploadUUID, name, nameKey, owner, metadata, bytes, expires, sha256)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, TIMESTAMPADD(HOUR, ?7, CURRENT_TIMESTAMP(3)), "
                        + (wish.sha256().isPresent() ? "?8" : "NULL") + ")");
        insert.setParameter(1, Uuids.toBytes(uuid))
                .setParameter(2, wish.name())
                .setParameter(3, Jobs.key(wish.name()))
                .setParameter(4, owner)
                .setParameter(5, wish.metadata())
                .setParameter(6, wish.bytes())
                .setParameter(7, hours);
        wish.sha256().ifPresent(sum -> insert.setParameter(8, sum));
        insert.executeUpdate();
    }

    Optional<PartialUpload> find(UUID uuid) {
        return entityManager
                .createQuery("select u from PartialUpload u where u.uuid = :uuid", PartialUpload.class)
                .setParameter("uuid", uuid)
                .getResultStream()
                .findFirst();
    }

    Optional<PartialUpload> findOpen(String name) {
        return entityManager
                .createQuery("select u from PartialUpload u where u.nameKey = :key", PartialUpload.class)
                .setParameter("key", Jobs.key(name))
                .getResultStream()
                .findFirst();
    }

    long open(String owner) {
        return entityManager
                .createQuery(
                        "select count(u) from PartialUpload u where u.owner = :owner and u.done = false", Long.class)
                .setParameter("owner", owner)
                .getSingleResult();
    }

    /** A film that has arrived under this name. */
    record Film(String name, long bytes) {}

    /** What an account has sent; of those with one name the largest. */
    List<Film> doneBy(String owner) {
        List<?> rows = entityManager
                .createNativeQuery("SELECT name, MAX(bytes) FROM upload WHERE owner = ?1 AND done = TRUE GROUP BY name")
                .setParameter(1, owner)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Film((String) row[0], ((Number) row[1]).longValue()))
                .toList();
    }

    /** Bytes of the open uploads of an account, those that are still to come among them. */
    long openBytes(String owner) {
        Long sum = entityManager
                .createQuery(
                        "select sum(u.bytes) from PartialUpload u where u.owner = :owner and u.done = false",
                        Long.class)
                .setParameter("owner", owner)
                .getSingleResult();
        return sum == null ? 0 : sum;
    }

    /** A film that came in one piece; it is remembered as one that came in many. */
    void insertDone(String name, String owner, long bytes, int hours) {
        entityManager
                .createNativeQuery(
                        "INSERT INTO upload (uploadUUID, name, owner, metadata, bytes, received, done, expires)"
                                + " VALUES (?1, ?2, ?3, '', ?4, ?4, TRUE, TIMESTAMPADD(HOUR, ?5, CURRENT_TIMESTAMP(3)))")
                .setParameter(1, Uuids.toBytes(Uuids.random()))
                .setParameter(2, name)
                .setParameter(3, owner)
                .setParameter(4, bytes)
                .setParameter(5, hours)
                .executeUpdate();
    }

    void keep(long id, int hours) {
        entityManager
                .createNativeQuery("UPDATE upload SET expires = TIMESTAMPADD(HOUR, ?2, CURRENT_TIMESTAMP(3))"
                        + " WHERE uploadID = ?1")
                .setParameter(1, id)
                .setParameter(2, hours)
                .executeUpdate();
    }

    /** Bytes that open uploads still have to bring. */
    long missing() {
        Long sum = entityManager
                .createQuery("select sum(u.bytes - u.received) from PartialUpload u where u.done = false", Long.class)
                .getSingleResult();
        return sum == null ? 0 : sum;
    }

    /**
     * A piece begins: whoever still writes an older one counts no more.
     *
     * @return false when another piece has begun since the fence was read
     */
    boolean take(long id, long fence, int hours) {
        return entityManager
                        .createNativeQuery("UPDATE upload SET fence = fence + 1,"
                                + " expires = TIMESTAMPADD(HOUR, ?3, CURRENT_TIMESTAMP(3))"
                                + " WHERE uploadID = ?1 AND fence = ?2 AND done = FALSE")
                        .setParameter(1, id)
                        .setParameter(2, fence)
                        .setParameter(3, hours)
                        .executeUpdate()
                == 1;
    }

    /** So many bytes are on the disk. @return false when another piece has begun */
    boolean progress(long id, long fence, long received) {
        return entityManager
                        .createNativeQuery("UPDATE upload SET received = ?3 WHERE uploadID = ?1 AND fence = ?2")
                        .setParameter(1, id)
                        .setParameter(2, fence)
                        .setParameter(3, received)
                        .executeUpdate()
                == 1;
    }

    /** The film has its name. The row stays for a while, for a client that did not hear of it. @return false when another piece has begun */
    boolean done(long id, long fence) {
        return entityManager
                        .createNativeQuery("UPDATE upload SET done = TRUE, received = bytes, nameKey = NULL"
                                + " WHERE uploadID = ?1 AND fence = ?2")
                        .setParameter(1, id)
                        .setParameter(2, fence)
                        .executeUpdate()
                == 1;
    }

    void delete(long id) {
        entityManager
                .createNativeQuery("DELETE FROM upload WHERE uploadID = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    /** Those whose time has passed. */
    List<PartialUpload> expired(int most) {
        List<?> ids = entityManager
                .createNativeQuery("SELECT uploadID FROM upload WHERE expires <= CURRENT_TIMESTAMP(3)")
                .setMaxResults(most)
                .getResultList();
        return ids.stream()
                .map(id -> entityManager.find(PartialUpload.class, ((Number) id).longValue()))
                .toList();
    }
}
