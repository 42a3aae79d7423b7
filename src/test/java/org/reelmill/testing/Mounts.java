package org.reelmill.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** File systems that a test mounts, where it may. */
public final class Mounts {

    private Mounts() {}

    /** A small one, in memory. @return false where nothing can be mounted */
    public static boolean small(Path folder, int kilobytes) {
        return run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", folder.toString());
    }

    /** Shows a folder at another place as well. @return false where nothing can be mounted */
    public static boolean bind(Path folder, Path place) {
        return run("mount", "--bind", folder.toString(), place.toString());
    }

    /** Mounts what is mounted there otherwise. @return false when that could not be done just now */
    public static boolean again(Path folder, String option) {
        return run("mount", "-o", "remount," + option, folder.toString());
    }

    /** The folder is there, but nothing is in it. */
    public static void remove(Path folder) {
        run("umount", "--lazy", folder.toString());
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(Arrays.asList(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
