package org.reelmill.library;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.reelmill.settings.WorkFolders;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Sentence;

/** A named folder tree that people browse (M5). Times are UTC by the database's clock. */
@Entity
@Table(name = "library_root")
public class LibraryRoot {

    /** Where a root keeps its garbage by default: on its own volume, so that removing is one rename. */
    static final String GARBAGE = ".reelmill-garbage";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "rootID")
    private Long id;

    @Column(name = "name")
    private String name;

    @Column(name = "folder")
    private String folder;

    @Column(name = "garbage")
    private String garbage;

    @Column(name = "readOnly")
    private boolean readOnly;

    @Column(name = "topID")
    private long topId;

    @Column(name = "garbageID")
    private long garbageId;

    @Column(name = "trouble")
    private String trouble;

    @Column(name = "lossAccepted")
    private boolean lossAccepted;

    @Column(name = "scanned")
    private LocalDateTime scanned;

    /** For JPA. */
    protected LibraryRoot() {}

    LibraryRoot(String name, Path folder, Path garbage, boolean readOnly) {
        this.name = name;
        this.folder = folder.toString();
        this.garbage = garbage.toString();
        this.readOnly = readOnly;
    }

    void begin(long top, long garbageTop) {
        this.topId = top;
        this.garbageId = garbageTop;
    }

    void moveTo(Path newFolder, Path newGarbage) {
        this.folder = newFolder.toString();
        this.garbage = newGarbage.toString();
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Path folder(Area area) {
        return Path.of(area == Area.FILES ? folder : garbage);
    }

    public Path folder() {
        return folder(Area.FILES);
    }

    /** Whether nothing may be changed in it. */
    public boolean readOnly() {
        return readOnly;
    }

    /** The entry where the tree begins. */
    public long top(Area area) {
        return area == Area.FILES ? topId : garbageId;
    }

    /**
     * Why nothing is pruned or deleted for ever now, as this server sees it: a folder that is missing here may be there for the
     * others, so that is never stored.
     */
    public Optional<String> trouble() {
        return unmarked()
                // without the folder itself: viewers read it, and paths of the machine are not theirs to know
                .map(area -> "The file " + WorkFolders.MARKER + " is missing in "
                        + (area == Area.FILES ? "its folder" : "the folder of its garbage")
                        + " on this node: it may not be mounted")
                .or(() -> Optional.ofNullable(trouble));
    }

    /** Whether somebody has said that what vanished is really gone. */
    boolean lossAccepted() {
        return lossAccepted;
    }

    /** When all of it had been read last. */
    public Optional<LocalDateTime> scanned() {
        return Optional.ofNullable(scanned);
    }

    /** Whether a file is none of the library's, but its own. */
    public boolean hides(Path file) {
        String fileName = file.getFileName().toString();
        return fileName.equals(WorkFolders.MARKER)
                || fileName.equals(GARBAGE)
                || fileName.startsWith(Volumes.UNFINISHED);
    }

    /** Whether the right file systems are mounted on this server, that of its garbage as well (idea 15). */
    public boolean isMarked() {
        return unmarked().isEmpty();
    }

    /** Which of its folders may not be mounted. A garbage in the folder itself is where that is. */
    private Optional<Area> unmarked() {
        return Stream.of(Area.FILES, Area.GARBAGE)
                .filter(area -> area == Area.FILES || !folder(area).startsWith(folder()))
                .filter(area -> !Files.isRegularFile(folder(area).resolve(WorkFolders.MARKER)))
                .findFirst();
    }

    /** @throws ConflictException it may not be mounted on this server */
    void requireMarked() {
        if (!isMarked()) {
            throw new ConflictException(Sentence.of("library.refusal.notMounted", name));
        }
    }
}
