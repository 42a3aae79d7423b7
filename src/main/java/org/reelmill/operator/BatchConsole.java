package org.reelmill.operator;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
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
import org.reelmill.shared.Sentence;

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
    private final Event<ExecutionChanged> changed;

    private volatile Map<String, JobDefinition> definitions;

    @Inject
    BatchConsole(
            BatchRepository repository,
            BatchOperations operations,
            RunningExecutions running,
            JobReports films,
            Policies policies,
            Audit audit,
            Clock clock,
            Event<ExecutionChanged> changed) {
        this.repository = repository;
        this.operations = operations;
        this.running = running;
        this.films = films;
        this.policies = policies;
        this.audit = audit;
        this.clock = clock;
        this.changed = changed;
    }

    /** For CDI's proxy. */
    protected BatchConsole() {
        this(null, null, null, null, null, null, null, null);
    }

    /** The batch jobs that this version has, in the order of their names. */
    public Collection<JobDefinition> definitions() {
        return known().values();
    }

    /** @throws NotFoundException no such job */
    public JobDefinition definition(String job) {
        return Optional.ofNullable(known().get(job))
                .orElseThrow(() -> new NotFoundException(Sentence.of("operator.refusal.noJob", job)));
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

    /** Those of some executions that are there, as a list shows them. */
    public List<ExecutionSummary> some(Collection<Long> ids) {
        List<BatchExecution> executions = repository.some(ids);
        Set<Long> silent = silentAmong(executions);
        Map<Long, List<WorkedFilm>> worked = worked(executions);
        return executions.stream()
                .map(execution -> summary(execution, silent, worked))
                .toList();
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
        Optional<Sentence> refusal = execution.state().broken() ? refusal(execution, attempts) : Optional.empty();
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

    /** What is usually given to a job: what the timer would give to it now, and else the defaults of its definition. */
    public Map<String, String> usual(String job) {
        Map<String, String> values = new HashMap<>();
        definition(job).parameters().forEach((name, byDefault) -> values.put(name, byDefault.orElse("")));
        if (job.equals(SWEEP)) {
            Retention retention = retention();
            values.putAll(sweepParameters(retention.days(), retention.rows()));
        }
        return values;
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
        definition.refusal().ifPresent(reason -> {
            throw new ConflictException(Sentence.of("operator.refusal.byHand", job, reason));
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
            throw new ConflictException(Sentence.of("operator.refusal.gone"));
        }
        if (!repository.askToStop(id)) {
            throw new ConflictException(
                    switch (existing(id).state()) {
                        case STARTING -> Sentence.of("operator.refusal.starting");
                        case STOPPING -> Sentence.of("operator.refusal.stopping");
                        default ->
                            Sentence.of(
                                    "operator.refusal.ended",
                                    existing(id).state().sentence());
                    });
        }
        settled("batch.stop", execution, "", ExecutionChanged.What.STOPPING);
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
            throw new ConflictException(Sentence.of("operator.refusal.elsewhere"));
        }
        Long successor = null;
        try {
            successor = operations.restart(id, Map.of());
        } finally {
            repository.restarted(id, successor);
        }
        settled("batch.restart", execution, " as " + successor, ExecutionChanged.What.RESTARTED);
        return successor;
    }

    /** Settles that a failed or stopped execution will not be restarted. @throws ConflictException it is not one */
    @Demands(Rights.BATCH)
    public void abandon(long id) {
        BatchExecution execution = existing(id);
        if (!repository.abandon(id)) {
            throw new ConflictException(
                    execution.state().broken()
                            ? Sentence.of("operator.refusal.restarted")
                            : Sentence.of(
                                    "operator.refusal.notAbandoned",
                                    execution.state().sentence()));
        }
        settled("batch.abandon", execution, "", ExecutionChanged.What.ABANDONED);
    }

    /** Ends an execution whose server is gone. @throws ConflictException its server lives, or it has ended */
    @Demands(Rights.BATCH)
    public void close(long id) {
        BatchExecution execution = existing(id);
        if (!repository.close(id)) {
            throw new ConflictException(
                    execution.state().open()
                            ? Sentence.of("operator.refusal.alive")
                            : Sentence.of(
                                    "operator.refusal.ended", execution.state().sentence()));
        }
        settled("batch.close", execution, "", ExecutionChanged.What.CLOSED);
    }

    /** Has what need not be kept removed, if there is any and nobody does it already. */
    @Transactional(TxType.NOT_SUPPORTED)
    public void sweep() {
        PolicyValues values = policies.current();
        int days = values.number(Policy.BATCH_KEEP_DAYS);
        int rows = values.number(Policy.BATCH_KEEP_ROWS);
        if (!removable(days, rows, 1).isEmpty() && !repository.isOpen(SWEEP)) {
            operations.start(SWEEP, sweepParameters(days, rows));
        }
    }

    private static Map<String, String> sweepParameters(int days, int rows) {
        return Map.of("days", String.valueOf(days), "rows", String.valueOf(rows));
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
        return repository
                .find(id)
                .orElseThrow(() -> new NotFoundException(Sentence.of("operator.refusal.noExecution", id)));
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

    private static Set<Action> allowed(ExecutionSummary summary, Optional<Sentence> refusal) {
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
    private Optional<Sentence> refusal(BatchExecution execution, List<BatchExecution> attempts) {
        JobDefinition definition = known().get(execution.jobName());
        if (!execution.state().broken()) {
            return Optional.of(
                    execution.state().open()
                            ? Sentence.of(
                                    "operator.refusal.open", execution.state().sentence())
                            : Sentence.of(
                                    "operator.refusal.notBroken",
                                    execution.state().sentence()));
        }
        if (execution.successor().isPresent()) {
            return Optional.of(Sentence.of(
                    "operator.refusal.restartedAs", execution.successor().get()));
        }
        if (attempts.get(attempts.size() - 1).id() != execution.id()) {
            return Optional.of(Sentence.of("operator.refusal.notLast"));
        }
        if (definition == null) {
            return Optional.of(Sentence.of("operator.refusal.jobGone", execution.jobName()));
        }
        if (definition.ownStarter().isPresent()) {
            return definition.ownStarter().map(OwnStarter::explain);
        }
        return definition.restartable()
                ? Optional.empty()
                : Optional.of(Sentence.of("operator.refusal.unrestartable", execution.jobName()));
    }

    private static Map<String, String> check(JobDefinition definition, Map<String, String> given) {
        Map<String, Optional<String>> declared = definition.parameters();
        given.forEach((name, value) -> {
            if (!declared.containsKey(name)) {
                throw new InvalidInputException(
                        name,
                        declared.isEmpty()
                                ? Sentence.of("operator.refusal.noParameters")
                                : Sentence.of(
                                        "operator.refusal.unknownParameter", String.join(", ", declared.keySet())));
            }
            checkValue(name, value);
        });
        declared.forEach((name, byDefault) -> {
            if (byDefault.isEmpty() && given.getOrDefault(name, "").isBlank()) {
                throw new InvalidInputException(name, Sentence.of("shared.refusal.needed"));
            }
        });
        Map<String, String> complete = given.entrySet().stream()
                .filter(parameter -> !parameter.getValue().isBlank())
                .collect(toMap(
                        Map.Entry::getKey, parameter -> parameter.getValue().strip()));
        if (StoredParameters.length(complete) > PARAMETERS_LENGTH) {
            throw new InvalidInputException(
                    "parameters", Sentence.of("operator.refusal.longParameters", PARAMETERS_LENGTH));
        }
        return complete;
    }

    private static void checkValue(String name, String value) {
        if (value.length() > PARAMETER_LENGTH) {
            throw new InvalidInputException(name, Sentence.of("shared.refusal.longer", PARAMETER_LENGTH));
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            // the runtime stores a parameter a line: a second line would be another parameter
            throw new InvalidInputException(name, Sentence.of("operator.refusal.parameterControls"));
        }
        if (value.contains("#{")) {
            // the runtime would resolve it, and system properties and environment with it
            throw new InvalidInputException(name, Sentence.of("operator.refusal.expression", "#{"));
        }
    }

    private void settled(String action, BatchExecution execution, String more, ExecutionChanged.What what) {
        audit.record(action, subject(execution.id()), execution.jobName() + more);
        changed.fire(new ExecutionChanged(execution.id(), what));
    }

    private static String subject(long execution) {
        return "execution " + execution;
    }
}
