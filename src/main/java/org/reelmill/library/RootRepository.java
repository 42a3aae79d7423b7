package org.reelmill.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Statements about library roots. */
@ApplicationScoped
@Transactional
class RootRepository {

    @PersistenceContext
    private EntityManager entityManager;

    List<LibraryRoot> all() {
        return entityManager
                .createQuery("select r from LibraryRoot r order by r.id", LibraryRoot.class)
                .getResultList();
    }

    Optional<LibraryRoot> find(String name) {
        return entityManager
                .createQuery("select r from LibraryRoot r where r.name = :name", LibraryRoot.class)
                .setParameter("name", name)
                .getResultStream()
                .findFirst();
    }

    /** The root to which the top of a tree belongs. */
    Optional<LibraryRoot> ofTop(long entry) {
        return entityManager
                .createQuery(
                        "select r from LibraryRoot r where r.topId = :top or r.garbageId = :top", LibraryRoot.class)
                .setParameter("top", entry)
                .getResultStream()
                .findFirst();
    }

    void add(LibraryRoot root) {
        entityManager.persist(root);
        entityManager.flush();
    }

    void delete(long id) {
        update("DELETE FROM library_root WHERE rootID = ?1", id);
    }

    /** @return whether that is news */
    boolean trouble(long id, String trouble) {
        return entityManager
                        .createNativeQuery(
                                "UPDATE library_root SET trouble = ?2, lossAccepted = FALSE WHERE rootID = ?1"
                                        + " AND (trouble IS NULL OR trouble <> ?2)")
                        .setParameter(1, id)
                        .setParameter(2, trouble)
                        .executeUpdate()
                == 1;
    }

    /** @return whether there was trouble */
    boolean noTrouble(long id) {
        return update("UPDATE library_root SET trouble = NULL WHERE rootID = ?1 AND trouble IS NOT NULL", id);
    }

    /** What vanishes next is really gone, until the scan that finds it has ended. */
    void acceptLoss(long id) {
        update("UPDATE library_root SET trouble = NULL, lossAccepted = TRUE, vanished = 0 WHERE rootID = ?1", id);
    }

    /** @return how many files have vanished in the scan that is under way, with these */
    long countVanished(long id, long files) {
        entityManager
                .createNativeQuery("UPDATE library_root SET vanished = vanished + ?2 WHERE rootID = ?1")
                .setParameter(1, id)
                .setParameter(2, files)
                .executeUpdate();
        return ((Number) entityManager
                        .createNativeQuery("SELECT vanished FROM library_root WHERE rootID = ?1")
                        .setParameter(1, id)
                        .getSingleResult())
                .longValue();
    }

    void scanBegins(long id) {
        update("UPDATE library_root SET vanished = 0 WHERE rootID = ?1", id);
    }

    void scanned(long id) {
        update(
                "UPDATE library_root SET scanned = CURRENT_TIMESTAMP(3), vanished = 0, lossAccepted = FALSE WHERE rootID = ?1",
                id);
    }

    /** Roots that nobody has read as a whole for so long, or ever. */
    List<LibraryRoot> due(int minutes) {
        List<?> ids = entityManager
                .createNativeQuery("SELECT rootID FROM library_root WHERE scanned IS NULL"
                        + " OR scanned <= TIMESTAMPADD(MINUTE, ?1, CURRENT_TIMESTAMP(3))")
                .setParameter(1, -minutes)
                .getResultList();
        return ids.stream()
                .map(id -> entityManager.find(LibraryRoot.class, ((Number) id).longValue()))
                .toList();
    }

    private boolean update(String statement, long id) {
        return entityManager.createNativeQuery(statement).setParameter(1, id).executeUpdate() == 1;
    }
}
