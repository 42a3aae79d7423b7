package org.reelmill.watch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.shared.LikePattern;
import org.reelmill.shared.Page;
import org.reelmill.shared.Uuids;

/** Statements about the files of watched folders and the register of videos. */
@ApplicationScoped
@Transactional
class LedgerRepository {

    @PersistenceContext
    private EntityManager entityManager;

    Optional<WatchedFile> find(long id) {
        return Optional.ofNullable(entityManager.find(WatchedFile.class, id));
    }

    Optional<WatchedFile> find(Path path) {
        return entityManager
                .createQuery("select f from WatchedFile f where f.pathKey = :key", WatchedFile.class)
                .setParameter("key", PathKey.of(path))
                .getResultStream()
                .findFirst();
    }

    List<WatchedFile> inFolder(long folder, Path parent) {
        return entityManager
                .createQuery(
                        "select f from WatchedFile f where f.folderId = :folder and f.parentKey = :parent"
                                + " and f.state <> :gone",
                        WatchedFile.class)
                .setParameter("folder", folder)
                .setParameter("parent", PathKey.of(parent))
                .setParameter("gone", FileState.GONE.code())
                .getResultList();
    }

    /** Of each folder that holds files, the path of one of them. */
    List<String> samples(long folder) {
        return entityManager
                .createQuery(
                        "select min(f.path) from WatchedFile f where f.folderId = :folder and f.state <> :gone"
                                + " group by f.parentKey",
                        String.class)
                .setParameter("folder", folder)
                .setParameter("gone", FileState.GONE.code())
                .getResultList();
    }

    boolean holdsAny(long folder) {
        return !entityManager
                .createQuery(
                        "select f.id from WatchedFile f where f.folderId = :folder and f.state = :state", Long.class)
                .setParameter("folder", folder)
                .setParameter("state", FileState.REGISTERED.code())
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /** Files of the same content and number in the file system, which may be the one of a new path. */
    List<WatchedFile> twins(long folder, FileStamp stamp) {
        if (stamp.inode() == 0) {
            return List.of();
        }
        return entityManager
                .createQuery(
                        "select f from WatchedFile f where f.folderId = :folder and f.inode = :inode"
                                + " and f.bytes = :bytes and f.modified = :modified and f.state in :states order by f.id",
                        WatchedFile.class)
                .setParameter("folder", folder)
                .setParameter("inode", stamp.inode())
                .setParameter("bytes", stamp.bytes())
                .setParameter("modified", stamp.modified())
                .setParameter("states", List.of(FileState.REGISTERED.code(), FileState.GONE.code()))
                .getResultList();
    }

    /** Fails by its unique key when the path is known. */
    void insert(long folder, Path path, FileStamp stamp, FileState state) {
        entityManager
                .createNativeQuery("INSERT INTO watched_file"
                        + " (folderID, pathKey, parentKey, path, bytes, modified, inode, state, since)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, CURRENT_TIMESTAMP(3))")
                .setParameter(1, folder)
                .setParameter(2, PathKey.of(path))
                .setParameter(3, PathKey.of(path.getParent()))
                .setParameter(4, path.toString())
                .setParameter(5, stamp.bytes())
                .setParameter(6, stamp.modified())
                .setParameter(7, stamp.inode())
                .setParameter(8, state.code())
                .executeUpdate();
    }

    void note(long id, Ledger.Noted noted) {
        entityManager
                .createNativeQuery("UPDATE watched_file SET since = CASE WHEN state = ?2 THEN since"
                        + " ELSE CURRENT_TIMESTAMP(3) END, state = ?2, reason = ?3, bytes = ?4, modified = ?5, inode = ?6,"
                        + " due = CASE WHEN ?7 < 0 THEN NULL ELSE TIMESTAMPADD(SECOND, ?7, CURRENT_TIMESTAMP(3)) END"
                        + " WHERE fileID = ?1")
                .setParameter(1, id)
                .setParameter(2, noted.state().code())
                .setParameter(3, noted.reason().name())
                .setParameter(4, noted.stamp().bytes())
                .setParameter(5, noted.stamp().modified())
                .setParameter(6, noted.stamp().inode())
                .setParameter(7, noted.dueSeconds())
                .executeUpdate();
    }

    /** It is complete, and its rule may begin. @param video its row in the register; empty: it has none */
    void registered(long id, Ledger.Ready file, Optional<Integer> video, FollowUp followUp) {
        entityManager
                .createNativeQuery("UPDATE watched_file SET state = ?2, reason = NULL, due = NULL,"
                        + " since = CURRENT_TIMESTAMP(3), registered = CURRENT_TIMESTAMP(3), path = ?3, pathKey = ?4,"
                        + " parentKey = ?5, bytes = ?6, modified = ?7, inode = ?8, videoID = ?9, followUp = ?10,"
                        + " trouble = NULL WHERE fileID = ?1")
                .setParameter(1, id)
                .setParameter(2, FileState.REGISTERED.code())
                .setParameter(3, file.path().toString())
                .setParameter(4, PathKey.of(file.path()))
                .setParameter(5, PathKey.of(file.path().getParent()))
                .setParameter(6, file.stamp().bytes())
                .setParameter(7, file.stamp().modified())
                .setParameter(8, file.stamp().inode())
                .setParameter(9, video.orElse(null))
                .setParameter(10, followUp.code())
                .executeUpdate();
    }

    /** @return whether it was there till now */
    boolean gone(Path path) {
        return entityManager
                        .createNativeQuery("UPDATE watched_file SET state = ?2, reason = NULL, due = NULL,"
                                + " since = CURRENT_TIMESTAMP(3) WHERE pathKey = ?1 AND state <> ?2")
                        .setParameter(1, PathKey.of(path))
                        .setParameter(2, FileState.GONE.code())
                        .executeUpdate()
                == 1;
    }

    /** A row that was never more than a note. */
    void delete(long id) {
        entityManager
                .createNativeQuery("DELETE FROM watched_file WHERE fileID = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    void deleteOf(long folder) {
        entityManager
                .createNativeQuery("DELETE FROM watched_file WHERE folderID = ?1")
                .setParameter(1, folder)
                .executeUpdate();
    }

    /** Files of which a rule still wants something, oldest first; of one that is gone only what is in work goes on. */
    List<WatchedFile> following(long folder, FollowUp step, long after, int most) {
        return entityManager
                .createQuery(
                        "select f from WatchedFile f where f.folderId = :folder and f.followUp = :step and f.id > :after"
                                + " and (f.state = :registered or f.followUp = :inWork) order by f.id",
                        WatchedFile.class)
                .setParameter("folder", folder)
                .setParameter("step", step.code())
                .setParameter("after", after)
                .setParameter("registered", FileState.REGISTERED.code())
                .setParameter("inWork", FollowUp.IN_WORK.code())
                .setMaxResults(most)
                .getResultList();
    }

    /** Files of whose job nothing came. */
    List<WatchedFile> failedOf(UUID job) {
        return entityManager
                .createQuery(
                        "select f from WatchedFile f where f.job = :job and f.followUp = :failed", WatchedFile.class)
                .setParameter("job", job)
                .setParameter("failed", FollowUp.FAILED.code())
                .getResultList();
    }

    void followUp(long id, FollowUp step, Optional<String> trouble) {
        set(
                id,
                "followUp = ?2, trouble = ?3",
                step.code(),
                trouble.map(LedgerRepository::fitting).orElse(null));
    }

    void named(long id, String sourceName) {
        set(id, "sourceName = ?2, jobUUID = NULL", sourceName);
    }

    void inWork(long id, UUID job) {
        set(id, "followUp = ?2, jobUUID = ?3, trouble = NULL", FollowUp.IN_WORK.code(), Uuids.toBytes(job));
    }

    void result(long id, Path result) {
        set(id, "result = ?2, resultKey = ?3, trouble = NULL", result.toString(), PathKey.of(result));
    }

    void video(long id, int video) {
        set(id, "videoID = ?2, trouble = NULL", video);
    }

    /** Whether a path is, or is to be, the result of another file. */
    boolean isResultOfOther(long id, Path result) {
        return !entityManager
                .createQuery("select f.id from WatchedFile f where f.resultKey = :result and f.id <> :id", Long.class)
                .setParameter("result", PathKey.of(result))
                .setParameter("id", id)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /** How many files of a folder are in a state. */
    long count(long folder, FileState state) {
        return entityManager
                .createQuery(
                        "select count(f) from WatchedFile f where f.folderId = :folder and f.state = :state",
                        Long.class)
                .setParameter("folder", folder)
                .setParameter("state", state.code())
                .getSingleResult();
    }

    long registeredWithinTheHour(long folder) {
        return ((Number) entityManager
                        .createNativeQuery("SELECT COUNT(*) FROM watched_file WHERE folderID = ?1"
                                + " AND registered > TIMESTAMPADD(HOUR, -1, CURRENT_TIMESTAMP(3))")
                        .setParameter(1, folder)
                        .getSingleResult())
                .longValue();
    }

    /** Files of a folder in a state, latest first. */
    Page<WatchedFile> page(long folder, FileState state, int offset, int limit) {
        List<WatchedFile> rows = entityManager
                .createQuery(
                        "select f from WatchedFile f where f.folderId = :folder and f.state = :state"
                                + " order by f.since desc, f.id desc",
                        WatchedFile.class)
                .setParameter("folder", folder)
                .setParameter("state", state.code())
                .setFirstResult(offset)
                .setMaxResults(limit)
                .getResultList();
        return new Page<>(rows, count(folder, state), offset);
    }

    void add(Video video) {
        entityManager.persist(video);
        entityManager.flush();
    }

    Optional<Video> video(int id) {
        return Optional.ofNullable(entityManager.find(Video.class, id));
    }

    /** A row that somebody else has written, or that an older system left. */
    Optional<Video> videoOf(Path path) {
        return entityManager
                .createQuery("select v from Video v where v.path = :path order by v.id", Video.class)
                .setParameter("path", path.toString())
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** Newest first. @param beginning of the path; empty: any */
    Page<Video> videos(Optional<Integer> status, String beginning, int offset, int limit) {
        String where = " from Video v where v.path like :path escape '!'"
                + (status.isPresent() ? " and v.status = :status" : "");
        Query rows = entityManager.createQuery("select v" + where + " order by v.id desc", Video.class);
        Query total = entityManager.createQuery("select count(v)" + where, Long.class);
        for (Query query : List.of(rows, total)) {
            query.setParameter("path", LikePattern.beginning(beginning));
            status.ifPresent(code -> query.setParameter("status", code));
        }
        @SuppressWarnings("unchecked")
        List<Video> found = rows.setFirstResult(offset).setMaxResults(limit).getResultList();
        return new Page<>(found, (Long) total.getSingleResult(), offset);
    }

    private void set(long id, String assignments, Object... values) {
        Query update = entityManager.createNativeQuery("UPDATE watched_file SET " + assignments + " WHERE fileID = ?1");
        update.setParameter(1, id);
        for (int i = 0; i < values.length; i++) {
            update.setParameter(i + 2, values[i]);
        }
        update.executeUpdate();
    }

    private static String fitting(String text) {
        return text.length() <= 500 ? text : text.substring(0, 500);
    }
}
