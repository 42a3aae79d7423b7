package org.reelmill.watch.inotify;

import com.sun.jna.LastErrorException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.reelmill.shared.Sentence;
import org.reelmill.watch.FolderWatch;
import org.reelmill.watch.FolderWatcher;
import org.reelmill.watch.WatchMode;
import org.tinylog.Logger;

/** Events of Linux's own, for folders whose files only this machine changes. */
@ApplicationScoped
public class InotifyFolderWatcher implements FolderWatcher {

    /** Kinds of file systems whose files other machines change, which no event tells of. */
    private static final Set<String> SHARED = Set.of(
            "nfs",
            "nfs3",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "afs",
            "9p",
            "ceph",
            "lustre",
            "gpfs",
            "glusterfs",
            "beegfs",
            "ocfs2",
            "gfs2",
            "vboxsf",
            "vmhgfs",
            "prl_fs",
            "davfs",
            "virtiofs",
            "ncpfs",
            "coda");

    private static final String FUSE = "fuse";

    /** Too many instances of inotify for this user, or files open in this process. */
    private static final Set<Integer> EMFILE_OR_ENFILE = Set.of(24, 23);

    private LinuxLibrary library;
    private String trouble;

    @Override
    public WatchMode mode() {
        return WatchMode.EVENTS;
    }

    @Override
    public Optional<Sentence> unfit(Path root) {
        if (library().isEmpty()) {
            return Optional.of(Sentence.of("watch.mode.noEvents", trouble));
        }
        return sharedKind(root).map(kind -> Sentence.of("watch.mode.shared", kind));
    }

    /** The kind of file system that a folder is on, if other machines may change it. */
    static Optional<String> sharedKind(Path folder) {
        try {
            String kind = Files.getFileStore(folder).type().toLowerCase(Locale.ROOT);
            return isShared(kind) ? Optional.of(kind) : Optional.empty();
        } catch (IOException e) {
            Logger.debug("The file system of {} is not known: {}", folder, e.toString());
            return Optional.empty();
        }
    }

    /** What runs in user space (sshfs, rclone, s3fs …) is mostly remote. */
    static boolean isShared(String kind) {
        return SHARED.contains(kind) || kind.equals(FUSE) || kind.startsWith(FUSE + ".");
    }

    @Override
    public FolderWatch open(Path root, boolean recursive, Duration poll) throws IOException {
        LinuxLibrary linux = library().orElseThrow(() -> new IOException(trouble));
        try {
            return new InotifyFolder(linux, root, recursive);
        } catch (LastErrorException e) {
            throw new IOException(
                    EMFILE_OR_ENFILE.contains(e.getErrorCode())
                            ? "The limit of inotify instances is reached; raise it with"
                                    + " sysctl fs.inotify.max_user_instances=1024"
                            : "inotify cannot be used (" + e.getMessage() + ")",
                    e);
        }
    }

    /** Loaded when it is needed first; where it cannot be (another system, a temporary folder without programs) there is none. */
    private synchronized Optional<LinuxLibrary> library() {
        if (library == null && trouble == null) {
            if (!System.getProperty("os.name").equals("Linux")) {
                trouble = "this is no Linux";
                return Optional.empty();
            }
            try {
                library = LinuxLibrary.load();
            } catch (LinkageError e) {
                trouble = e.toString();
                Logger.warn("Folders are polled, because inotify cannot be called: {}", trouble);
            }
        }
        return Optional.ofNullable(library);
    }
}
