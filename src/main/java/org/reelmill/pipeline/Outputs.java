package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.reelmill.media.Rendition;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.tinylog.Logger;

/** The renditions that films get. A change heals jobs in work: they get what is asked for now (S4.48). */
@ApplicationScoped
@Transactional
public class Outputs {

    private final OutputRepository repository;
    private final Policies policies;

    @Inject
    Outputs(OutputRepository repository, Policies policies) {
        this.repository = repository;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected Outputs() {
        this(null, null);
    }

    public List<Output> all() {
        return repository.all();
    }

    /** @throws NotFoundException no such output */
    public Output get(long id) {
        return repository.find(id).orElseThrow(() -> new NotFoundException("There is no output " + id));
    }

    /** @throws InvalidInputException a field does not fit, or its file name would be that of another output */
    public Output add(OutputSettings settings) {
        Output output = new Output(settings);
        check(output);
        repository.add(output);
        return output;
    }

    /** As {@link #add}. @throws NotFoundException no such output */
    public Output change(long id, OutputSettings settings) {
        // checked on a copy: what fails must not reach the row
        Output changed = new Output(settings);
        Output output = get(id);
        check(changed, output);
        output.change(settings);
        return output;
    }

    /** @throws NotFoundException no such output */
    public void remove(long id) {
        repository.remove(get(id));
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
            Map<String, String> problems = output.problems();
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
                            "maxY", "gives the same file name as another output: {stem}" + rendition.name() + ".mp4");
                });
    }
}
