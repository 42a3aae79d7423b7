package org.reelmill.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Statements about scans. */
@ApplicationScoped
@Transactional
class ScanRepository {

    @PersistenceContext
    private EntityManager entityManager;

    /** Fails by its unique key when there is one of this folder. */
    void insert(long folder, String actor) {
        entityManager
                .createNativeQuery(
                        "INSERT INTO library_scan (folderID, actor, requested) VALUES (?1, ?2, CURRENT_TIMESTAMP(3))")
                .setParameter(1, folder)
                .setParameter(2, actor)
                .executeUpdate();
    }

    Optional<LibraryScan> find(long id) {
        return Optional.ofNullable(entityManager.find(LibraryScan.class, id));
    }

    /** The scan of one of these folders. */
    Optional<LibraryScan> ofAny(Collection<Long> folders) {
        return entityManager
                .createQuery(
                        "select s from LibraryScan s where s.folderId in :folders order by s.id", LibraryScan.class)
                .setParameter("folders", folders)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** In the order in which they were asked for. */
    List<LibraryScan> all(int most) {
        return entityManager
                .createQuery("select s from LibraryScan s order by s.id", LibraryScan.class)
                .setMaxResults(most)
                .getResultList();
    }

    /** @return false when somebody else was quicker */
    boolean claim(long id, int seconds) {
        return entityManager
                        .createNativeQuery("UPDATE library_scan SET"
                                + " aliveUntil = TIMESTAMPADD(SECOND, ?2, CURRENT_TIMESTAMP(3))"
                                + " WHERE scanID = ?1 AND aliveUntil IS NULL")
                        .setParameter(1, id)
                        .setParameter(2, seconds)
                        .executeUpdate()
                == 1;
    }

    void execution(long id, long execution) {
        entityManager
                .createNativeQuery("UPDATE library_scan SET executionID = ?2 WHERE scanID = ?1")
                .setParameter(1, id)
                .setParameter(2, execution)
                .executeUpdate();
    }

    boolean isWanted(long id) {
        return !entityManager
                .createNativeQuery("SELECT scanID FROM library_scan WHERE scanID = ?1 AND stopping = FALSE")
                .setParameter(1, id)
                .getResultList()
                .isEmpty();
    }

    void touch(long id, int seconds) {
        entityManager
                .createNativeQuery("UPDATE library_scan SET"
                        + " aliveUntil = TIMESTAMPADD(SECOND, ?2, CURRENT_TIMESTAMP(3)) WHERE scanID = ?1")
                .setParameter(1, id)
                .setParameter(2, seconds)
                .executeUpdate();
    }

    void note(long id, int folders, int doubts, int seconds) {
        entityManager
                .createNativeQuery("UPDATE library_scan SET folders = folders + ?2, doubts = doubts + ?3,"
                        + " aliveUntil = TIMESTAMPADD(SECOND, ?4, CURRENT_TIMESTAMP(3)) WHERE scanID = ?1")
                .setParameter(1, id)
                .setParameter(2, folders)
                .setParameter(3, doubts)
                .setParameter(4, seconds)
                .executeUpdate();
    }

    /** Lets others take what a server had in hand that fell silent. */
    void releaseSilent() {
        entityManager
                .createNativeQuery("UPDATE library_scan SET aliveUntil = NULL WHERE aliveUntil <= CURRENT_TIMESTAMP(3)")
                .executeUpdate();
    }

    void release(long id) {
        entityManager
                .createNativeQuery("UPDATE library_scan SET aliveUntil = NULL WHERE scanID = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    void stop(long id) {
        entityManager
                .createNativeQuery("UPDATE library_scan SET stopping = TRUE WHERE scanID = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    void delete(long id) {
        entityManager
                .createNativeQuery("DELETE FROM library_scan WHERE scanID = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }
}
