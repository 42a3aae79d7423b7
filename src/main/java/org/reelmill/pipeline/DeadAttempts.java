package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tinylog.Logger;

/**
 * Removes the files of attempts that came to nothing, while their job goes on: those of nodes that died. A file's name tells
 * its segment and its fence; the file stays if the attempt of that fence still runs, or if it succeeded. Files are listed
 * before the database is asked, so that none is taken for dead whose attempt has only just begun.
 */
@ApplicationScoped
public class DeadAttempts {

    /** As {@link JobFiles#part} and {@link JobFiles#segmentHashes} name them, whole or not. */
    private static final Pattern NAME = Pattern.compile(
            "(?<unfinished>tmp-)?(?<segment>\\d{1,9})(?:_(?<rendition>.*))?\\.(?<fence>\\d{1,18})\\.(?:mp4|hash)");

    /** As {@link Verification} names its list until it is whole. */
    private static final Pattern LIST = Pattern.compile("tmp-(\\d{1,18})-frames\\.hash");

    private final JobRepository jobs;
    private final SegmentRepository segments;
    private final JobFiles files;

    @Inject
    DeadAttempts(JobRepository jobs, SegmentRepository segments, JobFiles files) {
        this.jobs = jobs;
        this.segments = segments;
        this.files = files;
    }

    /** For CDI's proxy. */
    protected DeadAttempts() {
        this(null, null, null);
    }

    /** Removes those of a job. @return how many */
    @Transactional(TxType.REQUIRES_NEW)
    public int sweep(long job) {
        return jobs.findUuid(job).map(uuid -> sweep(job, uuid)).orElse(0);
    }

    private int sweep(long job, UUID uuid) {
        try {
            return sweepParts(job, files.transcodeFolder(uuid)) + sweepLists(job, files.ingestFolder(uuid));
        } catch (IOException e) {
            Logger.warn("Dead attempts of job {} cannot be removed now: {}", uuid, e.toString());
            return 0;
        }
    }

    private int sweepLists(long job, Path folder) throws IOException {
        List<Path> found = JobFiles.children(folder);
        OptionalLong least = jobs.leastLivingFence(job, TaskKind.VERIFY);
        int removed = 0;
        for (Path file : found) {
            Matcher name = LIST.matcher(file.getFileName().toString());
            if (name.matches() && least.isPresent() && Long.parseLong(name.group(1)) < least.getAsLong()) {
                Files.deleteIfExists(file);
                removed++;
            }
        }
        return removed;
    }

    private int sweepParts(long job, Path folder) throws IOException {
        List<Path> found = JobFiles.children(folder);
        Map<Integer, TranscodeTask> tasks =
                segments.segments(job).stream().collect(Collectors.toMap(TranscodeTask::part, Function.identity()));
        Set<String> counting = segments.partsOfJob(job).stream()
                .map(part -> key(part.segmentId(), part.rendition(), part.fence()))
                .collect(Collectors.toSet());
        int removed = 0;
        for (Path file : found) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches() && isDead(tasks, counting, name)) {
                Files.deleteIfExists(file);
                removed++;
            }
        }
        return removed;
    }

    private static boolean isDead(Map<Integer, TranscodeTask> tasks, Set<String> counting, Matcher name) {
        TranscodeTask task = tasks.get(Integer.valueOf(name.group("segment")));
        long fence = Long.parseLong(name.group("fence"));
        if (task == null || fence > task.fence()) {
            return false;
        }
        boolean latest = fence == task.fence() && task.status() != TaskStatus.READY;
        boolean whole = name.group("unfinished") == null && name.group("rendition") != null;
        return !latest && !(whole && counting.contains(key(task.id(), name.group("rendition"), fence)));
    }

    private static String key(long segment, String rendition, long fence) {
        return segment + "_" + rendition + "." + fence;
    }
}
