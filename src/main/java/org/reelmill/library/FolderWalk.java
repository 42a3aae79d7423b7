package org.reelmill.library;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Goes through a folder and all folders below it by their rows, many at a time, each before those in it: what the look at a folder
 * has just found comes along. Where it stands is a few numbers for each level, so it can go on anywhere.
 */
@Dependent
public class FolderWalk {

    /** Folders of one look. */
    private static final int TOGETHER = 100;

    /** Folders that wait on all levels, so that the batch runtime can keep where it stands in 64 KiB. */
    private static final int MOST_WAITING = 5000;

    /** Stands for the last folder in one that was not looked at yet. */
    private static final long NOT_LOOKED_AT = -1;

    private final EntryRepository entries;
    private final Deque<Group> groups = new ArrayDeque<>();

    /** Folders of one look, without those of which all folders in them have had their turn. */
    private static final class Group {
        /** Ascending. */
        private List<Long> folders;

        /** The one in the first of them that had its turn last. */
        private long last;

        Group(List<Long> folders, long last) {
            this.folders = folders;
            this.last = last;
        }

        void passed(EntryRepository.Child child) {
            folders =
                    folders.stream().filter(folder -> folder >= child.parent()).toList();
            last = child.id();
        }

        long[] position() {
            return LongStream.concat(LongStream.of(last), folders.stream().mapToLong(Long::longValue))
                    .toArray();
        }
    }

    @Inject
    FolderWalk(EntryRepository entries) {
        this.entries = entries;
    }

    public void begin(long folder) {
        groups.clear();
        groups.add(new Group(List.of(folder), NOT_LOOKED_AT));
    }

    /** @param position as {@link #position} said */
    public void goOn(long[][] position) {
        groups.clear();
        for (long[] group : position) {
            groups.add(new Group(Arrays.stream(group).skip(1).boxed().toList(), group[0]));
        }
    }

    /** Where it stands. */
    public long[][] position() {
        return groups.stream().map(Group::position).toArray(long[][]::new);
    }

    /** The next folders; none at the end. */
    public long[] next() {
        while (!groups.isEmpty()) {
            Group group = groups.getLast();
            if (group.last == NOT_LOOKED_AT) {
                group.last = 0;
                return group.folders.stream().mapToLong(Long::longValue).toArray();
            }
            int waiting = groups.stream().mapToInt(it -> it.folders.size()).sum();
            List<EntryRepository.Child> found = entries.foldersIn(
                    group.folders, group.last, Math.max(1, Math.min(TOGETHER, MOST_WAITING - waiting)));
            if (found.isEmpty()) {
                groups.removeLast();
            } else {
                group.passed(found.get(found.size() - 1));
                groups.add(new Group(
                        found.stream().map(EntryRepository.Child::id).sorted().toList(), NOT_LOOKED_AT));
            }
        }
        return new long[0];
    }
}
