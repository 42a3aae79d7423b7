package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reelmill.media.Rendition;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.ChangeMade;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Demands;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.tinylog.Logger;

/** The renditions that films get. A change heals jobs in work: they get what is asked for now (S4.48). */
@ApplicationScoped
@Transactional
public class Outputs {

    private final OutputRepository repository;
    private final Policies policies;
    private final Event<ChangeMade> changes;

    @Inject
    Outputs(OutputRepository repository, Policies policies, Event<ChangeMade> changes) {
        this.repository = repository;
        this.policies = policies;
        this.changes = changes;
    }

    /** For CDI's proxy. */
    protected Outputs() {
        this(null, null, null);
    }

    public List<Output> all() {
        return repository.all();
    }

    /** @throws NotFoundException no such output */
    public Output get(long id) {
        return repository
                .find(id)
                .orElseThrow(() -> new NotFoundException(Sentence.of("pipeline.refusal.noOutput", id)));
    }

    /** @throws InvalidInputException a field does not fit, or its file name would be that of another output */
    @Demands(Rights.OUTPUTS)
    public Output add(OutputSettings settings) {
        Output output = new Output(settings);
        check(output);
        List<Output> others = repository.all();
        if (others.stream().anyMatch(Output::placed)) {
            output.place(others.size() + 1);
        }
        repository.add(output);
        tell("output.create", output);
        return output;
    }

    /** As {@link #add}. @throws NotFoundException no such output */
    @Demands(Rights.OUTPUTS)
    public Output change(long id, OutputSettings settings) {
        // checked on a copy: what fails must not reach the row
        Output wanted = new Output(settings);
        Output output = get(id);
        check(wanted, output);
        output.change(settings);
        tell("output.change", output);
        return output;
    }

    /**
     * As {@link #change(long, OutputSettings)}, in view of what the output was.
     *
     * @throws ConflictException it is another by now
     */
    @Demands(Rights.OUTPUTS)
    public Output change(long id, OutputSettings settings, OutputSettings seen) {
        if (!get(id).settings().equals(seen)) {
            throw ConflictException.changedMeanwhile();
        }
        return change(id, settings);
    }

    /** @throws NotFoundException no such output */
    @Demands(Rights.OUTPUTS)
    public Output activate(long id, boolean active) {
        Output output = get(id);
        output.activate(active);
        tell("output.activate", output);
        return output;
    }

    /**
     * Puts the list in order.
     *
     * @param ids of all outputs
     * @throws InvalidInputException when it names others than there are
     */
    @Demands(Rights.OUTPUTS)
    public void order(List<Long> ids) {
        Map<Long, Output> present = new LinkedHashMap<>();
        repository.all().forEach(output -> present.put(output.id(), output));
        if (ids.size() != present.size() || !present.keySet().equals(Set.copyOf(ids))) {
            throw new InvalidInputException("order", Sentence.of("pipeline.refusal.order", present.keySet()));
        }
        for (int i = 0; i < ids.size(); i++) {
            present.get(ids.get(i)).place(i + 1);
        }
        changes.fire(new ChangeMade("output.order", "outputs", ids.toString()));
    }

    /** @throws NotFoundException no such output */
    @Demands(Rights.OUTPUTS)
    public void remove(long id) {
        Output output = get(id);
        tell("output.remove", output);
        repository.remove(output);
    }

    /**
     * What a source of this size would get, by the rule that ingest follows (M40).
     *
     * @param width as a viewer sees it, in pixels
     */
    public List<Rendition.Fitted> preview(int width, int height) {
        return ladder(wanted(List.of()), width, height);
    }

    /**
     * As {@link #preview(int, int)}, if the output were as in the draft.
     *
     * @param id of the output that is edited; empty: a new one
     */
    public List<Rendition.Fitted> preview(int width, int height, Optional<Long> id, OutputSettings draft) {
        List<Output> outputs = new ArrayList<>(wanted(List.of()));
        outputs.removeIf(output -> id.filter(it -> it == output.id()).isPresent());
        Output edited = new Output(draft);
        if (draft.active() && edited.problems().isEmpty()) {
            outputs.add(edited);
        }
        return ladder(outputs, width, height);
    }

    private List<Rendition.Fitted> ladder(List<Output> outputs, int width, int height) {
        String pattern = policies.current().text(Policy.OUTPUT_NAME);
        return Rendition.ladder(
                outputs.stream().map(output -> output.rendition(pattern)).toList(), width, height);
    }

    private void tell(String action, Output output) {
        changes.fire(new ChangeMade(
                action,
                "output " + output.id() + " (" + nameOf(output) + ")",
                output.settings().toString()));
    }

    /**
     * The renditions that are asked for now.
     *
     * @param names of those wanted; empty for all active ones
     */
    List<Output> wanted(List<String> names) {
        String pattern = policies.current().text(Policy.OUTPUT_NAME);
        List<Output> usable = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (Output output : repository.all()) {
            Map<String, Sentence> problems = output.problems();
            if (!problems.isEmpty()) {
                Logger.warn("Output {} cannot be used: {}", output.id(), problems);
                continue;
            }
            String name = output.rendition(pattern).name();
            boolean asked = names.isEmpty() ? output.active() : names.contains(name);
            if (asked && !taken.contains(name)) {
                taken.add(name);
                usable.add(output);
            }
        }
        return usable;
    }

    /** Names of the codecs of the renditions that are asked for now. @param names as in {@link #wanted} */
    List<String> codecs(List<String> names) {
        return wanted(names).stream()
                .map(output -> output.settings().codec().toUpperCase(Locale.ROOT))
                .toList();
    }

    /** The names that a job may ask for. */
    public List<String> names() {
        String pattern = policies.current().text(Policy.OUTPUT_NAME);
        return repository.all().stream()
                .filter(output -> output.problems().isEmpty())
                .map(output -> output.rendition(pattern).name())
                .distinct()
                .toList();
    }

    /** The name that jobs and files know an output by. */
    public String nameOf(Output output) {
        return output.fileName(policies.current().text(Policy.OUTPUT_NAME), "").replaceFirst("\\.mp4$", "");
    }

    private void check(Output output, Output... except) {
        output.problems().forEach((field, problem) -> {
            throw new InvalidInputException(field, problem);
        });
        String pattern = policies.current().text(Policy.OUTPUT_NAME);
        Rendition rendition = output.rendition(pattern);
        repository.all().stream()
                .filter(other -> !List.of(except).contains(other))
                .filter(other -> other.fileName(pattern, "").equals(output.fileName(pattern, "")))
                .findFirst()
                .ifPresent(other -> {
                    throw new InvalidInputException(
                            "maxY", Sentence.of("pipeline.refusal.sameName", "{stem}" + rendition.name() + ".mp4"));
                });
    }
}
