package org.reelmill.watch.inotify;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.reelmill.shared.Sentence;
import org.reelmill.watch.FolderWalk;
import org.reelmill.watch.FolderWatch;
import org.reelmill.watch.Hints;
import org.tinylog.Logger;

/**
 * A tree that is watched by one instance of inotify. A thread of its own empties the kernel's queue as soon as anything is in it,
 * so that it does not overflow while somebody waits for the database. A folder that is made later is watched first and looked
 * through then: what was written into it in between is found.
 */
final class InotifyFolder implements FolderWatch {

    private static final int ENOENT = 2;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int EACCES = 13;
    private static final int ENOTDIR = 20;
    private static final int ENOSPC = 28;

    /** Room for some thousand events. */
    private static final int BUFFER = 1 << 18;

    /** So often the thread looks whether it shall end. */
    private static final int PATIENCE_MILLIS = 500;

    /** More news than this are not kept one by one. */
    private static final int MOST_NEWS = 500_000;

    private final LinuxLibrary linux;
    private final Path root;
    private final boolean recursive;
    private final Charset names =
            Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name()));
    private final int descriptor;
    private final Map<Integer, Path> folders = new HashMap<>();
    private final Map<Path, Integer> watches = new HashMap<>();
    private final byte[] buffer = new byte[BUFFER];
    private final Thread thread;
    private final Object device;
    private final Object identity;
    private Map<Path, News> news = new LinkedHashMap<>();
    private boolean lost;
    private Sentence limit;
    private volatile boolean ended;
    private volatile boolean closed;

    private enum News {
        CLOSED,
        TOUCHED,
        GONE,
        FOLDER_GONE
    }

    /** @throws LastErrorException there is no further instance, or the folder cannot be watched */
    InotifyFolder(LinuxLibrary linux, Path root, boolean recursive) throws IOException {
        this.linux = linux;
        this.root = root;
        this.recursive = recursive;
        this.device = device(root);
        this.identity = identity(root);
        this.descriptor = linux.inotify_init1(LinuxLibrary.NONBLOCKING);
        try {
            add(root);
            if (watches.isEmpty()) {
                throw new IOException(limit == null ? "The folder " + root + " cannot be watched" : limit.english());
            }
            if (recursive) {
                addBelow(root, false);
            }
        } catch (IOException | RuntimeException e) {
            linux.close(descriptor);
            throw e;
        }
        this.thread = new Thread(this::pump, "inotify " + root);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void look(Hints hints) {
        Map<Path, News> told;
        boolean everything;
        synchronized (this) {
            drain();
            told = news;
            everything = lost;
            news = new LinkedHashMap<>();
            lost = false;
        }
        told.forEach((path, what) -> {
            switch (what) {
                case CLOSED -> hints.closed(path);
                case TOUCHED -> hints.touched(path);
                case GONE -> hints.gone(path);
                case FOLDER_GONE -> hints.goneFolder(path);
            }
        });
        if (everything) {
            hints.lost();
        }
    }

    @Override
    public synchronized Optional<Sentence> limit() {
        return Optional.ofNullable(limit);
    }

    /** A folder above may have been moved, or something else been mounted, of which no event tells. */
    @Override
    public boolean ended() {
        return ended || !Objects.equals(identity, identity(root));
    }

    @Override
    public boolean seesDeletions() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
        try {
            // the descriptor may be given to another file as soon as it is closed
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            linux.close(descriptor);
        }
    }

    private void pump() {
        while (!closed) {
            try {
                linux.poll(new LinuxLibrary.Waiting(descriptor), new NativeLong(1), PATIENCE_MILLIS);
            } catch (LastErrorException e) {
                if (e.getErrorCode() != EINTR) {
                    Logger.warn("Events of {} cannot be waited for: {}", root, e.getMessage());
                    ended = true;
                    return;
                }
            }
            synchronized (this) {
                drain();
            }
        }
    }

    private void drain() {
        for (int length = read(); length > 0; length = read()) {
            InotifyEvent.parse(buffer, length, names).forEach(this::take);
        }
    }

    /** @return 0 when there is nothing */
    private int read() {
        if (closed) {
            return 0;
        }
        try {
            return linux.read(descriptor, buffer, new NativeLong(buffer.length)).intValue();
        } catch (LastErrorException e) {
            if (e.getErrorCode() != EAGAIN && e.getErrorCode() != EINTR) {
                Logger.warn("Events of {} cannot be read: {}", root, e.getMessage());
                ended = true;
            }
            return 0;
        }
    }

    private void take(InotifyEvent event) {
        if (event.is(InotifyEvent.Q_OVERFLOW)) {
            Logger.warn("The kernel dropped events of {}; it is looked through as a whole", root);
            lost = true;
            return;
        }
        Path folder = folders.get(event.watch());
        if (folder == null) {
            return;
        }
        if (event.is(InotifyEvent.DELETE_SELF | InotifyEvent.MOVE_SELF | InotifyEvent.UNMOUNT | InotifyEvent.IGNORED)) {
            ownEnd(event, folder);
        } else if (event.is(InotifyEvent.FOLDER)) {
            takeFolder(event, folder.resolve(event.name()));
        } else {
            takeFile(event, folder.resolve(event.name()));
        }
    }

    private void ownEnd(InotifyEvent event, Path folder) {
        if (folder.equals(root)) {
            ended = true;
            lost = true;
        }
        if (event.is(InotifyEvent.IGNORED)) {
            folders.remove(event.watch());
            watches.remove(folder, event.watch());
        }
    }

    private void takeFolder(InotifyEvent event, Path folder) {
        if (FolderWalk.isPassedOver(folder)) {
            return;
        }
        if (event.is(InotifyEvent.DELETE | InotifyEvent.MOVED_FROM)) {
            forget(folder);
            tell(folder, News.FOLDER_GONE);
        } else if (recursive && event.is(InotifyEvent.CREATE | InotifyEvent.MOVED_TO)) {
            add(folder);
            addBelow(folder, true);
        }
    }

    private void takeFile(InotifyEvent event, Path file) {
        if (FolderWalk.isPassedOver(file)) {
            return;
        }
        if (event.is(InotifyEvent.DELETE | InotifyEvent.MOVED_FROM)) {
            tell(file, News.GONE);
        } else if (event.is(InotifyEvent.CLOSE_WRITE | InotifyEvent.MOVED_TO)) {
            tell(file, News.CLOSED);
        } else {
            tell(file, News.TOUCHED);
        }
    }

    /** Watches that go on with the old path would tell nonsense after a move. */
    private void forget(Path folder) {
        List<Path> below = watches.keySet().stream()
                .filter(path -> path.startsWith(folder))
                .toList();
        for (Path path : below) {
            int watch = watches.remove(path);
            folders.remove(watch);
            try {
                linux.inotify_rm_watch(descriptor, watch);
            } catch (LastErrorException e) {
                // it went with its folder
                Logger.debug("The watch of {} was gone: {}", path, e.getMessage());
            }
        }
    }

    private void tell(Path path, News what) {
        // the last one counts, in its order
        news.remove(path);
        if (news.size() >= MOST_NEWS) {
            lost = true;
            return;
        }
        news.put(path, what);
    }

    /** @param tellFiles whether files that are there already are news */
    private void addBelow(Path top, boolean tellFiles) {
        Deque<Path> open = new ArrayDeque<>(List.of(top));
        while (!open.isEmpty()) {
            Path folder = open.pop();
            // of a folder that lies on another file system, or for which there is no watch left, the walk itself tells
            try (var children = Files.newDirectoryStream(folder)) {
                for (Path child : children) {
                    if (FolderWalk.isPassedOver(child)) {
                        continue;
                    }
                    if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                        add(child);
                        open.push(child);
                    } else if (tellFiles) {
                        tell(child, News.TOUCHED);
                    }
                }
            } catch (IOException | java.nio.file.DirectoryIteratorException e) {
                Logger.debug("The folder {} cannot be read now: {}", folder, e.toString());
            }
        }
    }

    private void add(Path folder) {
        if (!device(folder).equals(device)
                && InotifyFolderWatcher.sharedKind(folder).isPresent()) {
            limit(Sentence.of("watch.limit.shared", folder));
            return;
        }
        try {
            int watch = linux.inotify_add_watch(descriptor, inSystemEncoding(folder), InotifyEvent.WANTED);
            Integer old = watches.put(folder, watch);
            if (old != null && old != watch) {
                folders.remove(old);
            }
            folders.put(watch, folder);
        } catch (LastErrorException e) {
            failed(folder, e);
        }
    }

    private void failed(Path folder, LastErrorException e) {
        switch (e.getErrorCode()) {
            // it went away meanwhile
            case ENOENT, ENOTDIR -> Logger.debug("{} is no folder any more", folder);
            case ENOSPC -> limit(Sentence.of("watch.limit.watches", mostWatches()));
            case EACCES -> limit(Sentence.of("watch.limit.permission", folder));
            default -> limit(Sentence.of("watch.limit.other", folder, e.getMessage()));
        }
    }

    private void limit(Sentence reason) {
        if (limit == null) {
            Logger.warn("{}: {}", root, reason);
        }
        limit = reason;
    }

    private static String mostWatches() {
        try {
            return KernelSetting.read("max_user_watches");
        } catch (IOException e) {
            return "?";
        }
    }

    private byte[] inSystemEncoding(Path path) {
        byte[] text = path.toString().getBytes(names);
        return Arrays.copyOf(text, text.length + 1);
    }

    private static Object identity(Path folder) {
        try {
            return Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    private static Object device(Path folder) {
        try {
            return Files.getAttribute(folder, "unix:dev");
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
