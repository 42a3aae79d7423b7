package org.reelmill.watch.inotify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.reelmill.watch.FolderWatch;
import org.reelmill.watch.FolderWatcher;
import org.reelmill.watch.FolderWatcherContract;

/** Against the real kernel: what has happened before a look is told by that look. */
@EnabledOnOs(OS.LINUX)
class InotifyFolderWatcherTest extends FolderWatcherContract {

    private final InotifyFolderWatcher watcher = new InotifyFolderWatcher();

    @Override
    protected FolderWatcher watcher() {
        return watcher;
    }

    @Override
    protected void pass(Duration time) {
        // the kernel tells at once
    }

    @Test
    void localFoldersAreFit() {
        assertThat(watcher.unfit(root)).isEmpty();
    }

    @Test
    void knowsKindsOfFileSystemsThatOthersWriteTo() {
        for (String kind : new String[] {"nfs4", "cifs", "9p", "fuse.sshfs", "fuse"}) {
            assertThat(InotifyFolderWatcher.isShared(kind)).as(kind).isTrue();
        }
        for (String kind : new String[] {"ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "fuseblk"}) {
            assertThat(InotifyFolderWatcher.isShared(kind)).as(kind).isFalse();
        }
    }

    /** S3.20: the kernel keeps so many events and no more for one who does not read them. */
    @Test
    void tellsThatTheKernelDroppedEvents() throws IOException {
        open(true);
        int most = Integer.parseInt(KernelSetting.read("max_queued_events"));
        Path noise = root.resolve("noise.txt");
        // three events each, which its thread cannot read meanwhile
        synchronized (watch()) {
            for (int i = 0; i <= most / 2; i++) {
                Files.createFile(noise);
                Files.delete(noise);
            }
        }

        assertThat(look().lost()).isEqualTo(1);
    }

    @Test
    void endsWithItsFolder() throws IOException {
        open(true);
        assertThat(watch().ended()).isFalse();
        Files.delete(root);

        assertThat(look().lost()).isEqualTo(1);
        assertThat(watch().ended()).isTrue();
        Files.createDirectory(root);
    }

    @Test
    void endsWhenAnotherFolderStandsInItsPlace() throws IOException {
        Path inside = Files.createDirectories(root.resolve("a/inside"));
        FolderWatch watch = watcher.open(inside, true, Duration.ofSeconds(1));
        try {
            Files.move(root.resolve("a"), root.resolve("b"));
            Files.createDirectories(inside);

            assertThat(watch.ended()).isTrue();
        } finally {
            watch.close();
        }
    }

    @Test
    void goesOnByTheNewNameOfAFolder() throws IOException {
        write("a/film.mp4");
        open(true);
        Files.move(root.resolve("a"), root.resolve("b"));
        look();

        Path later = write("b/later.mp4");

        assertThat(look().present()).contains(later);
    }
}
