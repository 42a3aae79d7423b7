package org.reelmill.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Statements about what is being moved. */
@ApplicationScoped
@Transactional
class TransferRepository {

    @PersistenceContext
    private EntityManager entityManager;

    /** What is to be noted. */
    record Note(
            long entry,
            Transfer.Kind kind,
            String source,
            String target,
            long parent,
            String name,
            Optional<String> removedFrom,
            long bytes) {}

    /** @return the transfer; whoever notes a second one of the same entry fails by its unique key */
    Transfer insert(Note note, String actor, String node, int seconds) {
        entityManager
                .createNativeQuery(
                        "INSERT INTO library_transfer (entryID, kind, source, target, parentID, name, removedFrom,"
                                + " bytes, actor, node, aliveUntil) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
                                + " TIMESTAMPADD(SECOND, ?11, CURRENT_TIMESTAMP(3)))")
                .setParameter(1, note.entry())
                .setParameter(2, note.kind().name())
                .setParameter(3, note.source())
                .setParameter(4, note.target())
                .setParameter(5, note.parent())
                .setParameter(6, note.name())
                .setParameter(7, note.removedFrom().orElse(null))
                .setParameter(8, note.bytes())
                .setParameter(9, actor)
                .setParameter(10, node)
                .setParameter(11, seconds)
                .executeUpdate();
        return ofEntry(note.entry()).orElseThrow();
    }

    Optional<Transfer> ofEntry(long entry) {
        return entityManager
                .createQuery("select t from Transfer t where t.entryId = :entry", Transfer.class)
                .setParameter("entry", entry)
                .getResultStream()
                .findFirst();
    }

    List<Transfer> all(int most) {
        return entityManager
                .createQuery("select t from Transfer t order by t.id", Transfer.class)
                .setMaxResults(most)
                .getResultList();
    }

    /**
     * Which of these entries are being moved. To be asked after the rows that it is about were locked, and before any plain
     * read: MySQL shows a transaction what was there at its first one. No lock here, for gaps would lock out each other.
     */
    Set<Long> amongst(Collection<Long> entries) {
        String in = entries.stream().map(String::valueOf).collect(Collectors.joining(","));
        List<?> found = entityManager
                .createNativeQuery("SELECT entryID FROM library_transfer WHERE entryID IN (" + in + ")")
                .getResultList();
        return found.stream().map(id -> ((Number) id).longValue()).collect(Collectors.toSet());
    }

    /** All entries that are being moved. */
    Set<Long> entries() {
        List<?> found = entityManager
                .createNativeQuery("SELECT entryID FROM library_transfer")
                .getResultList();
        return found.stream().map(id -> ((Number) id).longValue()).collect(Collectors.toSet());
    }

    /** A sign of life. @return false when somebody else goes on with it */
    boolean touch(long id, String node, long copied, int seconds) {
        return entityManager
                        .createNativeQuery("UPDATE library_transfer SET copied = ?2,"
                                + " aliveUntil = TIMESTAMPADD(SECOND, ?3, CURRENT_TIMESTAMP(3))"
                                + " WHERE transferID = ?1 AND node = ?4")
                        .setParameter(1, id)
                        .setParameter(2, copied)
                        .setParameter(3, seconds)
                        .setParameter(4, node)
                        .executeUpdate()
                == 1;
    }

    /** @return false when somebody else goes on with it */
    boolean ready(long id, String node) {
        return entityManager
                        .createNativeQuery("UPDATE library_transfer SET step = 1 WHERE transferID = ?1 AND node = ?2")
                        .setParameter(1, id)
                        .setParameter(2, node)
                        .executeUpdate()
                == 1;
    }

    /** Transfers that nobody cares for any more: of servers that fell silent, and those that this server left behind. */
    List<Transfer> abandoned(Optional<String> leftBy) {
        Query query = entityManager
                .createNativeQuery("SELECT transferID FROM library_transfer WHERE aliveUntil <= CURRENT_TIMESTAMP(3)"
                        + " OR node = ?1 ORDER BY transferID")
                .setParameter(1, leftBy.orElse(""));
        List<?> ids = query.getResultList();
        return ids.stream()
                .map(id -> entityManager.find(Transfer.class, ((Number) id).longValue()))
                .toList();
    }

    /** @param before the node that had it @return false when somebody else was quicker */
    boolean takeOver(Transfer transfer, String before, String node, int seconds) {
        return entityManager
                        .createNativeQuery(
                                "UPDATE library_transfer SET node = ?2,"
                                        + " aliveUntil = TIMESTAMPADD(SECOND, ?3, CURRENT_TIMESTAMP(3))"
                                        + " WHERE transferID = ?1 AND node = ?4 AND (node = ?2 OR aliveUntil <= CURRENT_TIMESTAMP(3))")
                        .setParameter(1, transfer.id())
                        .setParameter(2, node)
                        .setParameter(3, seconds)
                        .setParameter(4, before)
                        .executeUpdate()
                == 1;
    }

    void delete(long id) {
        entityManager
                .createNativeQuery("DELETE FROM library_transfer WHERE transferID = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }
}
