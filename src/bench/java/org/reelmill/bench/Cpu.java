package org.reelmill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Seconds of CPU time as Linux counts them in {@code /proc/PID/stat}, see proc_pid_stat(5). */
final class Cpu {

    /** {@code USER_HZ}, the same on every architecture that Java runs on. */
    private static final double TICKS = 100;

    /** Places behind the program's name in brackets: the third field is number 0. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private Cpu() {}

    /** Of a process and of its children that have ended. */
    static double ofProcessAndChildren(long pid) throws IOException {
        return sum(pid, USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM);
    }

    /** Of this process's children that have ended. */
    static double ofOwnChildren() throws IOException {
        return sum(ProcessHandle.current().pid(), CHILDREN_USER, CHILDREN_SYSTEM);
    }

    private static double sum(long pid, int... places) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double ticks = 0;
        for (int place : places) {
            ticks += Long.parseLong(fields[place]);
        }
        return ticks / TICKS;
    }
}
