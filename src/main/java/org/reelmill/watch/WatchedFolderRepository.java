package org.reelmill.watch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Statements about watched folders. */
@ApplicationScoped
@Transactional
class WatchedFolderRepository {

    private static final int LONGEST_TEXT = 500;

    @PersistenceContext
    private EntityManager entityManager;

    List<WatchedFolder> all() {
        return entityManager
                .createQuery("select f from WatchedFolder f order by f.folder", WatchedFolder.class)
                .getResultList();
    }

    Optional<WatchedFolder> find(long id) {
        return Optional.ofNullable(entityManager.find(WatchedFolder.class, id));
    }

    Optional<WatchedFolder> find(Path folder) {
        return entityManager
                .createQuery("select f from WatchedFolder f where f.folderKey = :key", WatchedFolder.class)
                .setParameter("key", PathKey.of(folder))
                .getResultStream()
                .findFirst();
    }

    void add(WatchedFolder folder) {
        entityManager.persist(folder);
        entityManager.flush();
    }

    void remove(WatchedFolder folder) {
        entityManager.remove(folder);
    }

    /** @return whether this server may watch it for so many seconds from now */
    boolean claim(long id, String holder, String node, int seconds) {
        return entityManager
                        .createNativeQuery(
                                "UPDATE watched_folder SET leaseHolder = ?2, watchedBy = ?3,"
                                        + " leaseUntil = TIMESTAMPADD(SECOND, ?4, CURRENT_TIMESTAMP(3)) WHERE folderID = ?1"
                                        + " AND (leaseHolder IS NULL OR leaseHolder = ?2 OR leaseUntil <= CURRENT_TIMESTAMP(3))")
                        .setParameter(1, id)
                        .setParameter(2, holder)
                        .setParameter(3, node)
                        .setParameter(4, seconds)
                        .executeUpdate()
                == 1;
    }

    void release(long id, String holder) {
        entityManager
                .createNativeQuery("UPDATE watched_folder SET leaseHolder = NULL, watchedBy = NULL, leaseUntil = NULL,"
                        + " mode = NULL, modeReason = NULL WHERE folderID = ?1 AND leaseHolder = ?2")
                .setParameter(1, id)
                .setParameter(2, holder)
                .executeUpdate();
    }

    /** Why no server watches it; of one that is watched nothing is said. @return whether that is news */
    boolean unwatched(long id, String trouble) {
        return entityManager
                        .createNativeQuery("UPDATE watched_folder SET trouble = ?2, watchedBy = NULL, mode = NULL,"
                                + " modeReason = NULL WHERE folderID = ?1 AND (trouble IS NULL OR trouble <> ?2)"
                                + " AND (leaseHolder IS NULL OR leaseUntil <= CURRENT_TIMESTAMP(3))")
                        .setParameter(1, id)
                        .setParameter(2, fitting(trouble))
                        .executeUpdate()
                == 1;
    }

    void watched(long id, WatchMode mode, Optional<String> reason) {
        Query update = entityManager.createNativeQuery("UPDATE watched_folder SET mode = ?2, modeReason = "
                + (reason.isPresent() ? "?3" : "NULL") + " WHERE folderID = ?1");
        update.setParameter(1, id).setParameter(2, mode.name());
        reason.ifPresent(text -> update.setParameter(3, fitting(text)));
        update.executeUpdate();
    }

    void count(long id, long events, long lost) {
        entityManager
                .createNativeQuery(
                        "UPDATE watched_folder SET events = events + ?2, lost = lost + ?3 WHERE folderID = ?1")
                .setParameter(1, id)
                .setParameter(2, events)
                .setParameter(3, lost)
                .executeUpdate();
    }

    /** All of it was compared, as whoever may have asked for it wanted. */
    void reconciled(long id) {
        entityManager
                .createNativeQuery("UPDATE watched_folder SET reconciled = CURRENT_TIMESTAMP(3), trouble = NULL,"
                        + " rescanWanted = FALSE, lossAccepted = FALSE WHERE folderID = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    /** @return whether that is news */
    boolean trouble(long id, String trouble) {
        return entityManager
                        .createNativeQuery("UPDATE watched_folder SET trouble = ?2 WHERE folderID = ?1"
                                + " AND (trouble IS NULL OR trouble <> ?2)")
                        .setParameter(1, id)
                        .setParameter(2, fitting(trouble))
                        .executeUpdate()
                == 1;
    }

    void rescan(long id, boolean acceptLoss) {
        entityManager
                .createNativeQuery(
                        "UPDATE watched_folder SET rescanWanted = TRUE, lossAccepted = ?2 WHERE folderID = ?1")
                .setParameter(1, id)
                .setParameter(2, acceptLoss)
                .executeUpdate();
    }

    private static String fitting(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
