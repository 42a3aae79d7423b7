package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The mill in numbers. Each is counted by an index alone, whatever the number of jobs and segments. */
@ApplicationScoped
@Transactional
public class MillFigures {

    /** Minutes of which the sum may not be stored yet. */
    private static final int UNSTORED = FigureRepository.OPEN_MINUTES + 2;

    /** Minutes that are summed up at most in one go, after all nodes were away. */
    private static final int CATCH_UP = 60;

    private final FigureRepository repository;

    @Inject
    MillFigures(FigureRepository repository) {
        this.repository = repository;
    }

    /** For CDI's proxy. */
    protected MillFigures() {
        this(null);
    }

    /** @param oldestAdded when the job was added that waits longest; empty when none waits */
    public record Queue(long openSegments, long runningSegments, Optional<LocalDateTime> oldestAdded) {}

    /**
     * What was done in one minute.
     *
     * @param minute when it began, UTC
     * @param filmMillis length of the film that was encoded
     * @param failures attempts that failed or were lost
     */
    public record Minute(LocalDateTime minute, long frames, long filmMillis, long segments, long failures) {

        boolean isEmpty() {
            return frames + filmMillis + segments + failures == 0;
        }
    }

    /** States in which no job is are not in it. */
    public Map<JobStatus, Long> jobs() {
        Map<JobStatus, Long> counts = new EnumMap<>(JobStatus.class);
        repository.countJobs().forEach(row -> counts.put(JobStatus.of((Integer) row[0]), (Long) row[1]));
        return counts;
    }

    /** Jobs that have not ended and are paused. */
    public long paused() {
        return repository.countPaused();
    }

    public Queue queue() {
        return new Queue(
                repository.countSegments(TaskStatus.READY),
                repository.countSegments(TaskStatus.RUNNING),
                repository.oldestWaiting());
    }

    /** Seconds since the oldest job of a status was added that has not ended and is not paused; others are not in it. */
    public Map<JobStatus, Long> ages() {
        LocalDateTime now = repository.now();
        Map<JobStatus, Long> ages = new EnumMap<>(JobStatus.class);
        repository
                .oldest()
                .forEach(job -> ages.put(
                        job.status(),
                        Math.max(0, Duration.between(job.added(), now).toSeconds())));
        return ages;
    }

    /** The time by the database's clock, UTC. */
    public LocalDateTime now() {
        return repository.now();
    }

    /** Failed jobs, the latest first. */
    public List<PipelineJob> failed(int limit) {
        return repository.failed(limit);
    }

    public boolean hasActiveOutput() {
        return repository.hasActiveOutput();
    }

    /** The last minutes, oldest first; the last one is the minute that has not ended. */
    public List<Minute> minutes(int count) {
        LocalDateTime current = FigureRepository.minuteOf(repository.now());
        LocalDateTime first = current.minusMinutes(count - 1L);
        Map<LocalDateTime, Minute> stored = repository.stored(first);
        return IntStream.range(0, count)
                .mapToObj(first::plusMinutes)
                .map(minute -> Optional.ofNullable(stored.get(minute)).orElseGet(() -> recent(minute, current)))
                .toList();
    }

    /** Minutes that are not stored are those of the moment, or nothing was done in them. */
    private Minute recent(LocalDateTime minute, LocalDateTime current) {
        return minute.isBefore(current.minusMinutes(UNSTORED))
                ? new Minute(minute, 0, 0, 0, 0)
                : repository.sum(minute);
    }

    /** Sums up the minutes that have ended since the last time. Any node may do it, at any time. */
    public void sumUp() {
        LocalDateTime end = FigureRepository.minuteOf(repository.now()).minusMinutes(FigureRepository.OPEN_MINUTES);
        LocalDateTime begin = repository
                .lockLastStored()
                .map(last -> last.plusMinutes(1))
                .filter(next -> next.isAfter(end.minusMinutes(CATCH_UP)))
                .orElse(end.minusMinutes(CATCH_UP));
        for (LocalDateTime minute = begin; minute.isBefore(end); minute = minute.plusMinutes(1)) {
            Minute sum = repository.sum(minute);
            if (!sum.isEmpty()) {
                repository.store(sum);
            }
        }
    }
}
