package org.reelmill.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reelmill.shared.Jdbc;
import org.reelmill.shared.LikePattern;
import org.reelmill.shared.Page;

/**
 * Statements about entries. Many rows go in one statement or batch, and each change of a row goes up to the folders above it as a
 * difference ({@link #addUp}), in the transaction of the change: so the sums are those of the rows at any moment.
 *
 * <p>A row is changed only if it is still as it was read, and only then counts the difference; whoever was slower finds out
 * at the next look. Locks are taken from below upwards, by everybody.
 */
@ApplicationScoped
@Transactional
class EntryRepository {

    /** Rows of one statement: few enough that its text stays short, so many that the way to the database does not count. */
    private static final int ROWS_A_STATEMENT = 200;

    /** Characters of {@code sortName}. */
    private static final int SORTED = 64;

    private static final String PARENT = "SELECT parentID FROM library_entry WHERE entryID = ?";

    /** A folder with all folders below it, to any depth. */
    private static final String BELOW =
            "WITH RECURSIVE below (id) AS (SELECT entryID FROM library_entry WHERE entryID = ?"
                    + " UNION ALL SELECT f.entryID FROM below b JOIN library_entry f ON f.parentID = b.id AND f.panel = 0) ";

    /** See {@link #known}. */
    private static final String KNOWN =
            "SELECT entryID, name, kind, size, files, images, videos, pending, retained, modified, inode, state, retain";

    private static final String SUMS = "size = size + ?, files = files + ?, images = images + ?, videos = videos + ?,"
            + " pending = pending + ?, retained = retained + ?";

    private static final String INSERT =
            "INSERT INTO library_entry (parentID, nameKey, name, sortName, kind, state, size,"
                    + " files, images, videos, pending, modified, inode, mediaState, changed) VALUES ";
    private static final String INSERTED = "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,CURRENT_TIMESTAMP(3))";

    private static final DateTimeFormatter CAMERA_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    @PersistenceContext
    private EntityManager entityManager;

    Optional<LibraryEntry> find(long id) {
        return Optional.ofNullable(entityManager.find(LibraryEntry.class, id));
    }

    Optional<LibraryEntry> child(long parent, String name) {
        List<?> ids = entityManager
                .createNativeQuery("SELECT entryID FROM library_entry WHERE parentID = ?1 AND nameKey = ?2")
                .setParameter(1, parent)
                .setParameter(2, key(name))
                .getResultList();
        return ids.isEmpty() ? Optional.empty() : find(number(ids.get(0)));
    }

    /** The entries with those above them, the top of each first; without those that are gone. */
    List<List<LibraryEntry>> chains(Collection<Long> ids) {
        Map<Long, LibraryEntry> found = new HashMap<>();
        for (Collection<Long> level = ids; !level.isEmpty(); ) {
            Map<Long, LibraryEntry> some = byId(level);
            found.putAll(some);
            level = some.values().stream()
                    .map(LibraryEntry::parentId)
                    .filter(parent -> parent != 0 && !found.containsKey(parent))
                    .collect(Collectors.toSet());
        }
        return ids.stream()
                .map(id -> chain(id, found))
                .filter(chain -> !chain.isEmpty())
                .toList();
    }

    private static List<LibraryEntry> chain(long id, Map<Long, LibraryEntry> found) {
        List<LibraryEntry> chain = new ArrayList<>();
        for (long next = id; next != 0; next = chain.get(chain.size() - 1).parentId()) {
            LibraryEntry entry = found.get(next);
            if (entry == null) {
                return List.of();
            }
            chain.add(entry);
        }
        Collections.reverse(chain);
        return chain;
    }

    private Map<Long, LibraryEntry> byId(Collection<Long> ids) {
        return entityManager
                .createQuery("select e from LibraryEntry e where e.id in :ids", LibraryEntry.class)
                .setParameter("ids", ids)
                .getResultStream()
                .collect(Collectors.toMap(LibraryEntry::id, entry -> entry));
    }

    /** Some of one panel of a folder; without what is retained, if so wished. */
    Page<LibraryEntry> page(long folder, Listing listing, int offset, int limit) {
        long total = jdbc().numbers(countOf(listing), folder, panel(listing)).get(0);
        return new Page<>(inOrder(ids(folder, listing, offset, limit)), total, offset);
    }

    /** Some of one panel of a folder, in its order. */
    List<Long> ids(long folder, Listing listing, int offset, int limit) {
        return jdbc().numbers(idsOf(listing), folder, panel(listing), limit, offset);
    }

    /** For a folder and a panel. */
    static String countOf(Listing listing) {
        return "SELECT COUNT(*)" + of(listing, Listing.Order.COUNTING_INDEX);
    }

    /** For a folder, a panel, a limit and an offset. */
    static String idsOf(Listing listing) {
        return "SELECT entryID" + of(listing, listing.order().index()) + " ORDER BY "
                + listing.order().columns() + " LIMIT ? OFFSET ?";
    }

    /** With a hint, because other indexes begin with the folder as well, and do not have the rest. */
    private static String of(Listing listing, String index) {
        return " FROM library_entry USE INDEX (" + index + ") WHERE parentID = ? AND panel = ?"
                + (listing.withRetained() ? "" : " AND retain = FALSE");
    }

    private static int panel(Listing listing) {
        return listing.folders() ? 0 : 1;
    }

    /** What is below a folder, to any depth, the biggest first. */
    Page<LibraryEntry> search(long folder, SearchFilter filter, int offset, int limit) {
        List<Object> values = new ArrayList<>(List.of(folder));
        String from = " FROM below b JOIN library_entry e USE INDEX (ix_library_name) ON e.parentID = b.id WHERE "
                + conditions(filter, values);
        List<Object> some = new ArrayList<>(values);
        some.addAll(List.of(limit, offset));
        // one way through the tree for the rows and their number
        List<Hit> hits = jdbc().rows(
                        BELOW + "SELECT e.entryID, COUNT(*) OVER ()" + from
                                + " ORDER BY e.size DESC, e.entryID LIMIT ? OFFSET ?",
                        row -> new Hit(row.getLong(1), row.getLong(2)),
                        some.toArray());
        long total = hits.isEmpty() && offset > 0
                ? jdbc().numbers(BELOW + "SELECT COUNT(*)" + from, values.toArray())
                        .get(0)
                : hits.stream().mapToLong(Hit::all).findFirst().orElse(0);
        return new Page<>(inOrder(hits.stream().map(Hit::id).toList()), total, offset);
    }

    /** An entry that was found, and how many there are. */
    private record Hit(long id, long all) {}

    private static String conditions(SearchFilter filter, List<Object> values) {
        List<String> conditions = new ArrayList<>();
        filter.text().ifPresent(text -> {
            values.add(LikePattern.holding(text));
            conditions.add("LOWER(e.name) LIKE ? ESCAPE '!'");
        });
        if (!filter.kinds().isEmpty()) {
            conditions.add(filter.kinds().stream()
                    .map(kind -> String.valueOf(kind.ordinal()))
                    .collect(Collectors.joining(",", "e.kind IN (", ")")));
        }
        if (!filter.withRetained()) {
            conditions.add("e.retain = FALSE");
        }
        filter.codec().ifPresent(codec -> {
            values.add(codec);
            conditions.add("e.codec = ?");
        });
        for (SearchFilter.Bound bound : filter.bounds()) {
            // as a text: a time that is bound to a statement is taken for one of the server's time zone
            values.add(bound.value() instanceof LocalDateTime time ? CAMERA_TIME.format(time) : bound.value());
            String atMost = bound.measure() == SearchFilter.Measure.TAKEN ? " < ?" : " <= ?";
            conditions.add("e." + bound.measure().name().toLowerCase(Locale.ROOT) + (bound.least() ? " >= ?" : atMost));
        }
        return conditions.isEmpty() ? "TRUE" : String.join(" AND ", conditions);
    }

    /** The entries with these ids; without those that are gone. */
    List<LibraryEntry> inOrder(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, LibraryEntry> found = byId(ids);
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    /**
     * Ids of what changed directly in a folder since a time and is not pending (S0.24).
     *
     * @param foldersOnly without all that is no folder
     */
    List<Long> changedSince(long folder, LocalDateTime time, boolean foldersOnly) {
        return jdbc().numbers(
                        "SELECT entryID FROM library_entry WHERE parentID = ? AND changed >= ? AND pending = 0"
                                + (foldersOnly ? " AND panel = 0" : "") + " ORDER BY entryID",
                        folder,
                        time);
    }

    /** Those of some entries that are directly in a folder. */
    List<LibraryEntry> ofFolder(long folder, List<Long> ids) {
        List<LibraryEntry> found = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += ROWS_A_STATEMENT) {
            found.addAll(entityManager
                    .createQuery(
                            "select e from LibraryEntry e where e.id in :ids and e.parentId = :folder",
                            LibraryEntry.class)
                    .setParameter("ids", ids.subList(from, Math.min(ids.size(), from + ROWS_A_STATEMENT)))
                    .setParameter("folder", folder)
                    .getResultList());
        }
        return found;
    }

    /** Seconds since 1970, by the database's clock. */
    long now() {
        return number(entityManager
                .createNativeQuery(
                        "SELECT TIMESTAMPDIFF(SECOND, TIMESTAMP '1970-01-01 00:00:00', CURRENT_TIMESTAMP(3))")
                .getSingleResult());
    }

    /** A folder and the one that it is in. */
    record Child(long parent, long id) {}

    /**
     * The first folders directly in some, by these and by id.
     *
     * @param parents ascending
     * @param after in the first of them only those whose ids are greater
     */
    List<Child> foldersIn(List<Long> parents, long after, int most) {
        return jdbc().rows(
                        "SELECT parentID, entryID FROM library_entry WHERE panel = 0 AND parentID IN (" + list(parents)
                                + ") AND (parentID > ? OR entryID > ?) ORDER BY parentID, entryID LIMIT " + most,
                        row -> new Child(row.getLong(1), row.getLong(2)),
                        parents.get(0),
                        after);
    }

    /**
     * The rows of folders by their names; a plain read, because there may be a hundred thousand.
     *
     * @return of the first of the folders, so many as have no more than that many rows together, but of one at least
     */
    Map<Long, Map<String, Known>> children(List<Long> folders, int most) {
        Map<Long, Map<String, Known>> children = new HashMap<>();
        for (long folder : leading(folders, most)) {
            children.put(folder, new HashMap<>());
        }
        jdbc().each(
                        KNOWN + ", parentID FROM library_entry WHERE parentID IN (" + list(children.keySet()) + ")",
                        row -> {
                            Known known = known(row);
                            children.get(row.getLong(14)).put(known.name(), known);
                        });
        return children;
    }

    /**
     * All that is in a folder, each panel in its order. The rows are read in theirs, and the order from an index alone: rows that are
     * fetched in another order than they lie in cost the database half as much again.
     */
    List<Known> all(long folder, List<Listing> panels) {
        Map<Long, Known> rows = new HashMap<>();
        jdbc().each(
                        KNOWN + " FROM library_entry WHERE parentID = ?",
                        row -> rows.put(row.getLong(1), known(row)),
                        folder);
        return panels.stream()
                .flatMap(panel -> ids(folder, panel, 0, rows.size()).stream())
                .map(rows::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private static Known known(ResultSet row) throws SQLException {
        Totals totals = new Totals(
                row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9));
        return new Known(
                row.getLong(1),
                row.getString(2),
                EntryKind.of(row.getInt(3)),
                totals,
                row.getLong(10),
                row.getLong(11),
                row.getInt(12) == EntryState.PENDING.ordinal(),
                row.getBoolean(13));
    }

    private List<Long> leading(List<Long> folders, int most) {
        if (folders.size() == 1) {
            return folders;
        }
        Map<Long, Long> counts = jdbc()
                .rows(
                        "SELECT parentID, COUNT(*) FROM library_entry WHERE parentID IN (" + list(folders)
                                + ") GROUP BY parentID",
                        row -> Map.entry(row.getLong(1), row.getLong(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        long sum = 0;
        int leading = 0;
        do {
            sum += counts.getOrDefault(folders.get(leading), 0L);
            leading++;
        } while (leading < folders.size() && sum + counts.getOrDefault(folders.get(leading), 0L) <= most);
        return folders.subList(0, leading);
    }

    /** The top of a tree. @param name unique among tops */
    long insertTop(String name) {
        insert(List.of(
                new FolderNews(0, 0, List.of(new Found(name, EntryKind.FOLDER, 0, 0, 0)), Map.of(), Optional.empty())));
        return child(0, name).orElseThrow().id();
    }

    /** Takes over what looks at folders found, and what that counts in all folders above. */
    void store(List<FolderNews> news) {
        insert(news);
        Map<Long, Totals> grown = change(news);
        NavigableMap<Integer, SortedMap<Long, Totals>> levels = new TreeMap<>();
        Map<Long, Optional<FolderNews.Stamp>> looked = new HashMap<>();
        for (FolderNews folder : news) {
            count(
                    levels,
                    folder.depth(),
                    folder.folder(),
                    folder.fresh().stream().map(Found::totals).reduce(Totals.NONE, Totals::plus));
            looked.merge(folder.folder(), folder.read(), (before, now) -> now.or(() -> before));
            Optional.ofNullable(grown.remove(folder.folder()))
                    .ifPresent(more -> count(levels, folder.depth(), folder.folder(), more));
        }
        addUp(levels, looked);
    }

    private static void count(
            NavigableMap<Integer, SortedMap<Long, Totals>> levels, int depth, long folder, Totals totals) {
        levels.computeIfAbsent(depth, level -> new TreeMap<>()).merge(folder, totals, Totals::plus);
    }

    private void insert(List<FolderNews> news) {
        List<Object[]> rows = new ArrayList<>();
        for (FolderNews folder : news) {
            folder.fresh().forEach(entry -> rows.add(row(folder.folder(), entry)));
        }
        jdbc().insert(INSERT, INSERTED, rows);
    }

    private static Object[] row(long folder, Found entry) {
        Totals totals = entry.totals();
        boolean folderItself = entry.kind() == EntryKind.FOLDER;
        return new Object[] {
            folder,
            key(entry.name()),
            entry.name(),
            sortName(entry.name()),
            entry.kind().ordinal(),
            (folderItself ? EntryState.PENDING : EntryState.MEASURED).ordinal(),
            totals.size(),
            totals.files(),
            totals.images(),
            totals.videos(),
            totals.pending(),
            folderItself ? 0 : entry.modified(),
            entry.inode(),
            entry.kind().isMeasurable() ? 0 : null
        };
    }

    /**
     * Gives files their new size and time; what was found out about their content is to be found out anew.
     *
     * @return by how much folders have grown by that
     */
    private Map<Long, Totals> change(List<FolderNews> news) {
        List<Child> files = new ArrayList<>();
        List<Long> growth = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        for (FolderNews folder : news) {
            folder.changed().forEach((known, found) -> {
                rows.add(new Object[] {
                    found.size(),
                    found.modified(),
                    found.inode(),
                    known.id(),
                    folder.folder(),
                    known.size(),
                    known.modified(),
                    known.inode()
                });
                files.add(new Child(folder.folder(), known.id()));
                growth.add(found.size() - known.size());
            });
        }
        int[] counts = jdbc().batch(
                        "UPDATE library_entry SET size = ?, modified = ?, inode = ?, width = NULL, height = NULL,"
                                + " codec = NULL, seconds = NULL, taken = NULL, changed = CURRENT_TIMESTAMP(3),"
                                + " mediaState = CASE WHEN mediaState IS NULL THEN NULL ELSE 0 END"
                                + " WHERE entryID = ? AND parentID = ? AND size = ? AND modified = ? AND inode = ?",
                        rows);
        Map<Long, Totals> grown = new HashMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                grown.merge(files.get(i).parent(), Totals.ofSize(growth.get(i)), Totals::plus);
            }
        }
        return grown;
    }

    /** Removes rows of a folder with all that is below them. */
    void remove(long folder, List<Long> gone) {
        Totals difference = Totals.NONE;
        for (long entry : gone) {
            // locked first, so that nobody below can add to it any more
            Optional<Totals> totals = lock(entry);
            if (totals.isPresent() && jdbc().numbers(PARENT, entry).equals(List.of(folder))) {
                removeBelow(List.of(entry));
                jdbc().execute("DELETE FROM library_entry WHERE entryID = ?", entry);
                difference = difference.minus(totals.get());
            }
        }
        addUp(folder, difference);
    }

    private void removeBelow(List<Long> folders) {
        List<Long> level = folders;
        while (!level.isEmpty()) {
            List<Long> next = new ArrayList<>();
            for (int from = 0; from < level.size(); from += ROWS_A_STATEMENT) {
                List<Long> some = level.subList(from, Math.min(level.size(), from + ROWS_A_STATEMENT));
                String in = list(some);
                next.addAll(jdbc().numbers(
                                "SELECT entryID FROM library_entry WHERE panel = 0 AND parentID IN (" + in + ")"));
                jdbc().execute("DELETE FROM library_entry WHERE parentID IN (" + in + ")");
            }
            level = next;
        }
    }

    /** What an entry counts now, with its row locked until the transaction ends; empty when it is gone. */
    Optional<Totals> lock(long id) {
        return jdbc()
                .rows(
                        "SELECT size, files, images, videos, pending, retained FROM library_entry"
                                + " WHERE entryID = ? FOR UPDATE",
                        row -> new Totals(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6)),
                        id)
                .stream()
                .findFirst();
    }

    /** Adds a difference to a folder and to all above it. */
    void addUp(long folder, Totals difference) {
        NavigableMap<Integer, SortedMap<Long, Totals>> levels = new TreeMap<>();
        if (!difference.equals(Totals.NONE)) {
            count(levels, 0, folder, difference);
        }
        addUp(levels, Map.of());
    }

    /** @param pending whether nobody has read it yet */
    private record Folder(long id, long parent, boolean pending) {}

    /**
     * Adds differences to folders and to all above them, the deepest first. Each row is locked before its parent is known, so that a
     * folder which is being moved takes the difference with it.
     *
     * @param levels by depth; only an order, because a folder may have been moved
     * @param looked those that were looked at; with a stamp they are no longer pending
     */
    private void addUp(
            NavigableMap<Integer, SortedMap<Long, Totals>> levels, Map<Long, Optional<FolderNews.Stamp>> looked) {
        while (!levels.isEmpty()) {
            Map.Entry<Integer, SortedMap<Long, Totals>> level = levels.pollLastEntry();
            SortedMap<Long, Totals> differences = level.getValue();
            List<Folder> folders = jdbc().rows(
                            "SELECT entryID, parentID, state FROM library_entry WHERE entryID IN ("
                                    + list(differences.keySet()) + ") ORDER BY entryID FOR UPDATE",
                            row -> new Folder(
                                    row.getLong(1), row.getLong(2), row.getInt(3) == EntryState.PENDING.ordinal()));
            Set<Long> gone = new HashSet<>(differences.keySet());
            for (Folder folder : folders) {
                gone.remove(folder.id());
                if (folder.pending() && stamp(folder, looked).isPresent()) {
                    differences.merge(folder.id(), Totals.NEW_FOLDER.negated(), Totals::plus);
                }
            }
            differences.keySet().removeAll(gone);
            // what a look has found in a folder that somebody removed meanwhile; others have no rows below them, but
            // for 0, the tops
            gone.retainAll(looked.keySet());
            removeBelow(List.copyOf(gone));
            differences.values().removeIf(Totals.NONE::equals);
            update(folders, differences, looked);
            for (Folder folder : folders) {
                Totals difference = differences.get(folder.id());
                if (difference != null && folder.parent() != 0) {
                    count(levels, level.getKey() - 1, folder.parent(), difference);
                }
            }
        }
    }

    private static Optional<FolderNews.Stamp> stamp(Folder folder, Map<Long, Optional<FolderNews.Stamp>> looked) {
        return looked.getOrDefault(folder.id(), Optional.empty());
    }

    private void update(
            List<Folder> folders, Map<Long, Totals> differences, Map<Long, Optional<FolderNews.Stamp>> looked) {
        List<Object[]> sums = new ArrayList<>();
        List<Object[]> reading = new ArrayList<>();
        List<Object[]> others = new ArrayList<>();
        for (Folder folder : folders) {
            Totals difference = differences.get(folder.id());
            Optional<FolderNews.Stamp> stamp = stamp(folder, looked);
            if (stamp.isPresent()) {
                reading.add(values(
                        Optional.ofNullable(difference).orElse(Totals.NONE),
                        stamp.get().modified(),
                        stamp.get().inode(),
                        stamp.get().listing().orElse(null),
                        folder.id()));
            } else {
                if (difference != null) {
                    sums.add(values(difference, folder.id()));
                }
                if (looked.containsKey(folder.id())) {
                    // its rows are others than those that were compared
                    others.add(new Object[] {folder.id()});
                }
            }
        }
        jdbc().batch("UPDATE library_entry SET " + SUMS + ", changed = CURRENT_TIMESTAMP(3) WHERE entryID = ?", sums);
        jdbc().batch(
                        "UPDATE library_entry SET " + SUMS
                                + ", changed = CURRENT_TIMESTAMP(3), state = 1, trouble = NULL, modified = ?, inode = ?,"
                                + " listing = ? WHERE entryID = ?",
                        reading);
        jdbc().batch("UPDATE library_entry SET listing = NULL WHERE entryID = ?", others);
    }

    /** @param more behind {@link #SUMS} */
    private static Object[] values(Totals difference, Object... more) {
        return Stream.concat(
                        Stream.of(
                                difference.size(),
                                difference.files(),
                                difference.images(),
                                difference.videos(),
                                difference.pending(),
                                difference.retained()),
                        Arrays.stream(more))
                .toArray();
    }

    /** A folder could not be read; it holds up nothing above it. */
    void unreadable(long folder, String reason) {
        boolean first = jdbc().execute(
                                "UPDATE library_entry SET state = 2, trouble = ? WHERE entryID = ? AND state = 0",
                                reason,
                                folder)
                == 1;
        jdbc().execute(
                        "UPDATE library_entry SET state = 2, trouble = ?, modified = 0, changed = CURRENT_TIMESTAMP(3)"
                                + " WHERE entryID = ? AND state <> 0",
                        reason,
                        folder);
        if (first) {
            addUp(folder, Totals.NEW_FOLDER.negated());
        }
    }

    /** Lets a folder be read anew at the next look, however fresh it seems. */
    void forgetTime(long folder) {
        jdbc().execute("UPDATE library_entry SET modified = 0, listing = NULL WHERE entryID = ?", folder);
    }

    /** @return whether it was not so already */
    boolean retain(long id, Optional<String> reason, Optional<Instant> until) {
        boolean first =
                jdbc().execute("UPDATE library_entry SET retain = TRUE WHERE entryID = ? AND retain = FALSE", id) == 1;
        jdbc().execute(
                        "UPDATE library_entry SET retainReason = ?, retainUntil = ?, changed = CURRENT_TIMESTAMP(3) WHERE entryID = ?",
                        reason.orElse(null),
                        until.map(time -> LocalDateTime.ofInstant(time, ZoneOffset.UTC))
                                .orElse(null),
                        id);
        if (first) {
            addUp(id, new Totals(0, 0, 0, 0, 0, 1));
        }
        return first;
    }

    /** @return whether it was retained */
    boolean release(long id) {
        boolean was = jdbc().execute(
                                "UPDATE library_entry SET retain = FALSE, retainReason = NULL, retainUntil = NULL WHERE entryID = ?"
                                        + " AND retain = TRUE",
                                id)
                == 1;
        if (was) {
            addUp(id, new Totals(0, 0, 0, 0, 0, -1));
        }
        return was;
    }

    /** Entries whose retention is over. */
    List<Long> released(int most) {
        return jdbc().numbers(
                        "SELECT entryID FROM library_entry WHERE retainUntil <= CURRENT_TIMESTAMP(3) AND retain = TRUE"
                                + " ORDER BY entryID LIMIT " + most);
    }

    /**
     * Puts an entry, with all that is below it, into another folder or under another name. A row that a scan has made of it
     * there meanwhile goes.
     */
    void replace(long id, long parent, String name) {
        jdbc()
                .numbers("SELECT entryID FROM library_entry WHERE parentID = ? AND nameKey = ?", parent, key(name))
                .stream()
                .filter(there -> there != id)
                .forEach(there -> remove(parent, List.of(there)));
        move(id, parent, name);
    }

    private void move(long id, long parent, String name) {
        Totals totals = lock(id).orElseThrow(() -> new IllegalStateException("entry " + id + " is gone"));
        long before = jdbc().numbers(PARENT, id).get(0);
        jdbc().execute(
                        "UPDATE library_entry SET parentID = ?, nameKey = ?, name = ?, sortName = ?,"
                                + " changed = CURRENT_TIMESTAMP(3) WHERE entryID = ?",
                        parent,
                        key(name),
                        name,
                        sortName(name),
                        id);
        if (before != parent) {
            // both together, because whoever has locked the top must not ask for what is below it
            NavigableMap<Integer, SortedMap<Long, Totals>> levels = new TreeMap<>();
            for (List<LibraryEntry> chain : chains(List.of(before, parent))) {
                long folder = chain.get(chain.size() - 1).id();
                count(levels, chain.size(), folder, folder == parent ? totals : totals.negated());
            }
            addUp(levels, Map.of());
        }
        if (find(parent).isEmpty()) {
            // a scan has found the folder gone meanwhile: nobody would ever find the row again
            remove(parent, List.of(id));
        }
        forgetTime(before);
        forgetTime(parent);
    }

    /** What is remembered of something that was removed, or nothing any more. */
    void removed(long id, Optional<String> from, Optional<String> actor) {
        jdbc().execute(
                        "UPDATE library_entry SET removedFrom = ?, removedBy = ?, removedAt = "
                                + (from.isPresent() ? "CURRENT_TIMESTAMP(3)" : "NULL") + " WHERE entryID = ?",
                        from.orElse(null),
                        actor.orElse(null),
                        id);
    }

    /** Entries of all garbage that were removed so many days ago or more, the oldest first. */
    List<Long> removedBefore(int days, int offset, int most) {
        return jdbc().numbers(
                        "SELECT entryID FROM library_entry WHERE removedAt <= TIMESTAMPADD(DAY, ?, CURRENT_TIMESTAMP(3))"
                                + " ORDER BY removedAt, entryID LIMIT " + most + " OFFSET " + offset,
                        -days);
    }

    /** What {@link #removedBefore} will have found by then. @param within days from now */
    PurgeForecast forecast(int keepDays, int within) {
        Object[] due = (Object[]) entityManager
                .createNativeQuery("SELECT COUNT(*), COALESCE(SUM(size), 0) FROM library_entry"
                        + " WHERE removedAt <= TIMESTAMPADD(DAY, ?1, CURRENT_TIMESTAMP(3))")
                .setParameter(1, within - keepDays)
                .getSingleResult();
        Optional<LocalDateTime> oldest = entityManager
                .createQuery(
                        "select e.removedAt from LibraryEntry e where e.removedAt is not null order by e.removedAt",
                        LocalDateTime.class)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
        return new PurgeForecast(
                keepDays, number(due[0]), number(due[1]), oldest.map(removed -> removed.plusDays(keepDays)));
    }

    /** Files of which nothing is known but their size, by id. */
    List<Long> unmeasured(long after, int most) {
        return jdbc().numbers(
                        "SELECT entryID FROM library_entry WHERE mediaState = 0 AND entryID > ? ORDER BY entryID LIMIT "
                                + most,
                        after);
    }

    /** What was found out about a file; only if it is still the one that was looked at. */
    void measured(LibraryEntry entry, Optional<MediaFacts> facts) {
        jdbc().execute(
                        "UPDATE library_entry SET mediaState = ?, width = ?, height = ?, codec = ?, seconds = ?, taken = ?,"
                                + " changed = CURRENT_TIMESTAMP(3) WHERE entryID = ? AND modified = ? AND size = ?",
                        facts.isPresent() ? 1 : 2,
                        facts.flatMap(MediaFacts::width).orElse(null),
                        facts.flatMap(MediaFacts::height).orElse(null),
                        facts.flatMap(MediaFacts::codec).orElse(null),
                        facts.flatMap(MediaFacts::seconds).orElse(null),
                        facts.flatMap(MediaFacts::taken).orElse(null),
                        entry.id(),
                        entry.modifiedMicros(),
                        entry.size());
    }

    /**
     * Forgets what was read below a folder, so that all of it is read anew; retained rows stay as they are (S0.32).
     *
     * @return the images and films of which something was forgotten
     */
    List<Long> invalidate(long folder) {
        List<Long> media = new ArrayList<>();
        List<Long> level = List.of(folder);
        while (!level.isEmpty()) {
            String in =
                    level.stream().limit(ROWS_A_STATEMENT).map(String::valueOf).collect(Collectors.joining(","));
            List<Long> rest = new ArrayList<>(level.subList(Math.min(level.size(), ROWS_A_STATEMENT), level.size()));
            media.addAll(
                    jdbc().numbers("SELECT entryID FROM library_entry WHERE mediaState IS NOT NULL AND retain = FALSE"
                            + " AND parentID IN (" + in + ")"));
            jdbc().execute("UPDATE library_entry SET listing = NULL WHERE panel = 0 AND parentID IN (" + in + ")");
            jdbc().execute(
                            "UPDATE library_entry SET modified = 0, inode = 0, mediaState = CASE WHEN mediaState IS NULL THEN NULL"
                                    + " ELSE 0 END WHERE retain = FALSE AND parentID IN (" + in + ")");
            rest.addAll(
                    jdbc().numbers("SELECT entryID FROM library_entry WHERE panel = 0 AND parentID IN (" + in + ")"));
            level = rest;
        }
        forgetTime(folder);
        return media;
    }

    private Jdbc jdbc() {
        return new Jdbc(entityManager.unwrap(Connection.class));
    }

    private static String list(Collection<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    /** What the order of a list compares before the name itself (S0.11). */
    private static String sortName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.substring(
                0, lower.offsetByCodePoints(0, Math.min(SORTED, lower.codePointCount(0, lower.length()))));
    }
}
