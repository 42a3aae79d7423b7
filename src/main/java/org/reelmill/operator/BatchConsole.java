package org.reelmill.operator;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.reelmill.account.Audit;
import org.reelmill.operator.ExecutionReport.Action;
import org.reelmill.pipeline.JobReports;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Demands;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Rights;

/**
 * Batch executions of all nodes, for people and programs. Whatever node is asked: a stop reaches the server that runs the
 * execution through the database, and a restart goes on at the node that is asked.
 */
@ApplicationScoped
@Transactional
public class BatchConsole {

    /** The batch job that removes what need not be kept. */
    static final String SWEEP = "operator-sweep";

    private static final int MOST_PARTITIONS = 200;
    private static final int PARAMETER_LENGTH = 1_000;
    /** The runtime's column holds 3000, and the node comes on top. */
    private static final int PARAMETERS_LENGTH = 2_600;

    private final BatchRepository repository;
    private final BatchOperations operations;
    private final RunningExecutions running;
    private final JobReports films;
    private final Policies policies;
    private final Audit audit;
    private final Clock clock;

    private volatile Map<String, JobDefinition> definitions;

    @Inject
    BatchConsole(
            BatchRepository repository,
            BatchOperations operations,
            RunningExecutions running,
            JobReports films,
            Policies policies,
            Audit audit,
            Clock clock) {
        this.repository = repository;
        this.operations = operations;
        this.running = running;
        this.films = films;
        this.policies = policies;
        this.audit = audit;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected BatchConsole() {
        this(null, null, null, null, null, null, null);
    }

    /** The batch jobs that this version has, in the order of their names. */
    public Collection<JobDefinition> definitions() {
        return known().values();
    }

    /** @throws NotFoundException no such job */
    public JobDefinition definition(String job) {
        return Optional.ofNullable(known().get(job))
                .orElseThrow(() -> new NotFoundException("There is no batch job " + job));
    }

    /** The time so long before now, for a filter. */
    public Instant ago(Duration span) {
        return clock.instant().minus(span);
    }

    /** Newest first. */
    public KeyedPage<ExecutionSummary> list(ExecutionFilter filter, Position position, int limit) {
        KeyedPage<BatchExecution> page =
                position.page(repository.list(filter, position, limit + 1), limit, BatchExecution::id);
        Set<Long> silent = silentAmong(page.rows());
        Map<Long, List<WorkedFilm>> worked = worked(page.rows());
        return page.map(execution -> summary(execution, silent, worked));
    }

    /** Instances of a job, newest first. */
    public KeyedPage<InstanceSummary> instances(String job, Position position, int limit) {
        KeyedPage<Long> page = position.page(repository.instances(job, position, limit + 1), limit, Long::longValue);
        Map<Long, List<BatchExecution>> attempts =
                repository.ofInstances(page.rows()).stream().collect(groupingBy(BatchExecution::instanceId));
        return page.map(id -> new InstanceSummary(id, attempts.getOrDefault(id, List.of())));
    }

    /** @throws NotFoundException no such execution */
    public ExecutionReport get(long id) {
        BatchExecution execution = existing(id);
        List<BatchExecution> attempts = repository.ofInstance(execution.instanceId());
        ExecutionSummary summary = summary(execution, silentAmong(List.of(execution)), worked(List.of(execution)));
        Optional<String> refusal = execution.state().broken() ? refusal(execution, attempts) : Optional.empty();
        return new ExecutionReport(
                summary,
                StoredParameters.read(execution.parameters()),
                repository.steps(id).stream().map(this::step).toList(),
                attempts,
                allowed(summary, refusal),
                refusal);
    }

    /** @throws NotFoundException there is none of them */
    public Comparison compare(long left, long right) {
        return Comparison.of(get(left), get(right));
    }

    /** How many executions there are, and how long they stay. */
    public Retention retention() {
        PolicyValues values = policies.current();
        return new Retention(
                values.number(Policy.BATCH_KEEP_DAYS),
                values.number(Policy.BATCH_KEEP_ROWS),
                repository.count(),
                repository.oldest());
    }

    /**
     * Starts a job on this node.
     *
     * @return the number of the execution
     * @throws InvalidInputException a parameter is missing, not declared by the job, or not acceptable
     * @throws ConflictException the job cannot be started by hand
     */
    @Transactional(TxType.NOT_SUPPORTED)
    @Demands(Rights.BATCH)
    public long start(String job, Map<String, String> parameters) {
        JobDefinition definition = definition(job);
        definition.ownStarter().ifPresent(reason -> {
            throw new ConflictException(job + " cannot be started by hand: " + OwnStarter.explain(reason));
        });
        Map<String, String> complete = check(definition, parameters);
        long execution = operations.start(job, complete);
        audit.record("batch.start", subject(execution), job + " " + complete);
        return execution;
    }

    /**
     * Stops an execution, on whatever node it runs. It has ended when its state says so; work on films goes back to the queue.
     *
     * @throws ConflictException it does not run, or its server is gone
     */
    @Transactional(TxType.NOT_SUPPORTED)
    @Demands(Rights.BATCH)
    public void stop(long id) {
        BatchExecution execution = existing(id);
        if (repository.silent().contains(id)) {
            throw new ConflictException("The server that ran it is gone: close it instead");
        }
        if (!repository.askToStop(id)) {
            throw new ConflictException(
                    switch (existing(id).state()) {
                        case STARTING -> "It is just starting; try again in a moment";
                        case STOPPING -> "It is stopping already";
                        default -> "It has ended: " + existing(id).state();
                    });
        }
        audit.record("batch.stop", subject(id), execution.jobName());
        if (running.isHere(id)) {
            operations.stop(id);
        }
    }

    /**
     * Goes on with a failed or stopped execution where it ended, on this node, with its own parameters. The last checkpoint
     * counts. Never beside one that lives: only what has ended in the database is restarted, by one only.
     *
     * @return the number of the new execution
     * @throws ConflictException it cannot be restarted, with the reason
     */
    @Transactional(TxType.NOT_SUPPORTED)
    @Demands(Rights.BATCH)
    public long restart(long id) {
        BatchExecution execution = existing(id);
        refusal(execution, repository.ofInstance(execution.instanceId())).ifPresent(reason -> {
            throw new ConflictException(reason);
        });
        if (!repository.claimRestart(id)) {
            throw new ConflictException("Somebody else has just restarted or abandoned it");
        }
        Long successor = null;
        try {
            successor = operations.restart(id, Map.of());
        } finally {
            repository.restarted(id, successor);
        }
        audit.record("batch.restart", subject(id), execution.jobName() + " as " + successor);
        return successor;
    }

    /** Settles that a failed or stopped execution will not be restarted. @throws ConflictException it is not one */
    @Demands(Rights.BATCH)
    public void abandon(long id) {
        BatchExecution execution = existing(id);
        if (!repository.abandon(id)) {
            throw new ConflictException(
                    execution.state().broken()
                            ? "It was restarted already"
                            : "Only a failed or stopped execution can be abandoned; this one is " + execution.state());
        }
        audit.record("batch.abandon", subject(id), execution.jobName());
    }

    /** Ends an execution whose server is gone. @throws ConflictException its server lives, or it has ended */
    @Demands(Rights.BATCH)
    public void close(long id) {
        BatchExecution execution = existing(id);
        if (!repository.close(id)) {
            throw new ConflictException(
                    execution.state().open()
                            ? "The server that runs it gives signs of life: stop it instead"
                            : "It has ended: " + execution.state());
        }
        audit.record("batch.close", subject(id), execution.jobName());
    }

    /** Has what need not be kept removed, if there is any and nobody does it already. */
    @Transactional(TxType.NOT_SUPPORTED)
    public void sweep() {
        PolicyValues values = policies.current();
        int days = values.number(Policy.BATCH_KEEP_DAYS);
        int rows = values.number(Policy.BATCH_KEEP_ROWS);
        if (!removable(days, rows, 1).isEmpty() && !repository.isOpen(SWEEP)) {
            operations.start(SWEEP, Map.of("days", String.valueOf(days), "rows", String.valueOf(rows)));
        }
    }

    /**
     * Executions that need not be kept, the oldest first.
     *
     * @param days after their end; 0: no limit by time
     * @param rows of the newest that are kept; 0: no limit by number
     */
    public List<Long> removable(int days, int rows, int most) {
        OptionalLong firstKept = rows > 0 ? repository.firstOfNewest(rows) : OptionalLong.empty();
        List<Long> beyond = firstKept.isPresent() ? repository.endedBelow(firstKept.getAsLong(), most) : List.of();
        return beyond.isEmpty() && days > 0
                ? repository.endedBefore(clock.instant().minus(Duration.ofDays(days)), most)
                : beyond;
    }

    /** Removes ended executions with all that belongs to them; others stay. */
    public void remove(Collection<Long> executions) {
        repository.remove(executions);
    }

    private Map<String, JobDefinition> known() {
        if (definitions == null) {
            Map<String, JobDefinition> read = new TreeMap<>();
            operations.definitions().forEach((name, xml) -> read.put(name, JobDefinitionReader.read(name, xml)));
            definitions = read;
        }
        return definitions;
    }

    private BatchExecution existing(long id) {
        return repository.find(id).orElseThrow(() -> new NotFoundException("There is no batch execution " + id));
    }

    private Set<Long> silentAmong(List<BatchExecution> executions) {
        return executions.stream().anyMatch(execution -> execution.state().open()) ? repository.silent() : Set.of();
    }

    private Map<Long, List<WorkedFilm>> worked(List<BatchExecution> executions) {
        List<BatchRepository.Film> worked =
                repository.films(executions.stream().map(BatchExecution::id).toList());
        Map<UUID, String> sources = films.sourcesOf(
                worked.stream().map(BatchRepository.Film::job).distinct().toList());
        return worked.stream()
                .collect(groupingBy(
                        BatchRepository.Film::execution,
                        mapping(
                                film -> new WorkedFilm(
                                        film.job(), Optional.ofNullable(sources.get(film.job())), film.segments()),
                                toList())));
    }

    private static ExecutionSummary summary(
            BatchExecution execution, Set<Long> silent, Map<Long, List<WorkedFilm>> worked) {
        return new ExecutionSummary(
                execution, silent.contains(execution.id()), worked.getOrDefault(execution.id(), List.of()));
    }

    private StepReport step(BatchStep step) {
        List<BatchPartition> partitions = repository.partitions(step.id(), MOST_PARTITIONS);
        long count = partitions.size() < MOST_PARTITIONS ? partitions.size() : repository.partitionCount(step.id());
        return StepReport.of(step, partitions, count);
    }

    private static Set<Action> allowed(ExecutionSummary summary, Optional<String> refusal) {
        Set<Action> allowed = EnumSet.noneOf(Action.class);
        ExecutionState state = summary.execution().state();
        if (summary.silent()) {
            allowed.add(Action.CLOSE);
        } else if (state == ExecutionState.STARTED) {
            allowed.add(Action.STOP);
        } else if (state.broken() && summary.execution().successor().isEmpty()) {
            allowed.add(Action.ABANDON);
            if (refusal.isEmpty()) {
                allowed.add(Action.RESTART);
            }
        }
        return allowed;
    }

    /** Why an execution cannot be restarted. */
    private Optional<String> refusal(BatchExecution execution, List<BatchExecution> attempts) {
        JobDefinition definition = known().get(execution.jobName());
        if (!execution.state().broken()) {
            return Optional.of(
                    execution.state().open()
                            ? "It has not ended: " + execution.state()
                            : "Only a failed or stopped execution can be restarted; this one is " + execution.state());
        }
        if (execution.successor().isPresent()) {
            return Optional.of(
                    "It was restarted already, as " + execution.successor().get());
        }
        if (attempts.get(attempts.size() - 1).id() != execution.id()) {
            return Optional.of("It is not the last attempt of its instance");
        }
        if (definition == null) {
            return Optional.of("This version has no job " + execution.jobName());
        }
        if (definition.ownStarter().isPresent()) {
            return definition.ownStarter().map(OwnStarter::explain);
        }
        return definition.restartable()
                ? Optional.empty()
                : Optional.of("The job " + execution.jobName() + " is declared as not restartable");
    }

    private static Map<String, String> check(JobDefinition definition, Map<String, String> given) {
        Map<String, Optional<String>> declared = definition.parameters();
        given.forEach((name, value) -> {
            if (!declared.containsKey(name)) {
                throw new InvalidInputException(
                        name,
                        declared.isEmpty()
                                ? "is not known here; the job has no parameters"
                                : "is not known here; there are " + String.join(", ", declared.keySet()));
            }
            checkValue(name, value);
        });
        declared.forEach((name, byDefault) -> {
            if (byDefault.isEmpty() && given.getOrDefault(name, "").isBlank()) {
                throw new InvalidInputException(name, "is needed");
            }
        });
        Map<String, String> complete = given.entrySet().stream()
                .filter(parameter -> !parameter.getValue().isBlank())
                .collect(toMap(
                        Map.Entry::getKey, parameter -> parameter.getValue().strip()));
        if (StoredParameters.length(complete) > PARAMETERS_LENGTH) {
            throw new InvalidInputException(
                    "parameters", "are longer than " + PARAMETERS_LENGTH + " characters together");
        }
        return complete;
    }

    private static void checkValue(String name, String value) {
        if (value.length() > PARAMETER_LENGTH) {
            throw new InvalidInputException(name, "is longer than " + PARAMETER_LENGTH + " characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            // the runtime stores a parameter a line: a second line would be another parameter
            throw new InvalidInputException(name, "must not contain line breaks or other control characters");
        }
        if (value.contains("#{")) {
            // the runtime would resolve it, and system properties and environment with it
            throw new InvalidInputException(name, "must not contain the expression #{");
        }
    }

    private static String subject(long execution) {
        return "execution " + execution;
    }
}
