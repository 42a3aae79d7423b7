package org.reelmill.operator.view;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.omnifaces.cdi.Param;
import org.reelmill.node.Node;
import org.reelmill.node.NodeRegistry;
import org.reelmill.operator.BatchConsole;
import org.reelmill.operator.ExecutionFilter;
import org.reelmill.operator.ExecutionState;
import org.reelmill.operator.ExecutionSummary;
import org.reelmill.operator.JobDefinition;
import org.reelmill.operator.KeyedPage;
import org.reelmill.operator.Position;
import org.reelmill.operator.Retention;

/** The list of executions. Filter and place are in the address, so that it can be kept and sent to others. */
@Named
@ViewScoped
public class ExecutionsBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int ROWS = 50;

    /** Choices of the filter that stand for several states. */
    private static final Map<String, Set<ExecutionState>> GROUPS =
            Map.of("OPEN", ExecutionState.OPEN, "BROKEN", Set.of(ExecutionState.FAILED, ExecutionState.STOPPED));

    private final BatchConsole console;
    private final NodeRegistry nodes;
    private final String state;
    private final String job;
    private final String node;
    private final String film;
    private final String since;
    private final Long before;
    private final Long after;

    private transient KeyedPage<ExecutionSummary> page;

    /** For CDI's proxy. */
    protected ExecutionsBacking() {
        this(null, null, null, null, null, null, null, null, null);
    }

    @Inject
    public ExecutionsBacking(
            BatchConsole console,
            NodeRegistry nodes,
            @Param(name = "state") String state,
            @Param(name = "job") String job,
            @Param(name = "node") String node,
            @Param(name = "film") String film,
            @Param(name = "since") String since,
            @Param(name = "before") String before,
            @Param(name = "after") String after) {
        this.console = console;
        this.nodes = nodes;
        this.state = given(state);
        this.job = given(job);
        this.node = given(node);
        this.film = given(film);
        this.since = given(since);
        this.before = read(before, Long::valueOf).orElse(null);
        this.after = read(after, Long::valueOf).orElse(null);
    }

    public KeyedPage<ExecutionSummary> getPage() {
        if (page == null) {
            load();
        }
        return page;
    }

    /** Reads the stretch anew. */
    public void load() {
        page = isWrong()
                ? new KeyedPage<>(List.of(), Optional.empty(), Optional.empty())
                : console.list(
                        filter(), before == null && after == null ? Position.top() : Position.of(before, after), ROWS);
    }

    /** Whether the film job in the filter is no number of one. */
    public boolean isWrong() {
        return !film.isEmpty() && read(film, UUID::fromString).isEmpty();
    }

    public boolean isFiltered() {
        return !filterParameters().isEmpty();
    }

    /** Query of the address of the newer rows, or null. */
    public String getNewer() {
        return getPage().newer().map(key -> query("after", key)).orElse(null);
    }

    /** Query of the address of the older rows, or null. */
    public String getOlder() {
        return getPage().older().map(key -> query("before", key)).orElse(null);
    }

    /** Whether the newest rows are shown. */
    public boolean isTop() {
        return before == null && after == null;
    }

    public Collection<JobDefinition> getJobs() {
        return console.definitions();
    }

    /** Names of the nodes of now, and of the one in the filter. */
    public List<String> getNodes() {
        return Stream.concat(
                        nodes.all().stream().map(Node::name), Stream.of(node).filter(it -> !it.isEmpty()))
                .distinct()
                .sorted()
                .toList();
    }

    public List<String> getStates() {
        return Arrays.stream(ExecutionState.all()).map(Enum::name).toList();
    }

    public Retention getRetention() {
        return console.retention();
    }

    public String getState() {
        return state;
    }

    public String getJob() {
        return job;
    }

    public String getNode() {
        return node;
    }

    public String getFilm() {
        return film;
    }

    public String getSince() {
        return since;
    }

    private ExecutionFilter filter() {
        Optional<Instant> from = read(since, Duration::parse).map(console::ago);
        return new ExecutionFilter(
                GROUPS.getOrDefault(
                        state, read(state, ExecutionState::valueOf).map(Set::of).orElse(Set.of())),
                Optional.of(job).filter(it -> !it.isEmpty()),
                Optional.of(node).filter(it -> !it.isEmpty()),
                read(film, UUID::fromString),
                from,
                Optional.empty());
    }

    private Map<String, String> filterParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("state", state);
        parameters.put("job", job);
        parameters.put("node", node);
        parameters.put("film", film);
        parameters.put("since", since);
        parameters.values().removeIf(String::isEmpty);
        return parameters;
    }

    private String query(String side, long key) {
        Map<String, String> parameters = filterParameters();
        parameters.put(side, String.valueOf(key));
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String given(String text) {
        return text == null ? "" : text.strip();
    }

    /** What cannot be read counts as not given. */
    private static <T> Optional<T> read(String text, Function<String, T> reader) {
        try {
            return Optional.ofNullable(text).filter(it -> !it.isBlank()).map(it -> reader.apply(it.strip()));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
