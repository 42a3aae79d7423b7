package org.reelmill.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.reelmill.pipeline.Outputs;
import org.reelmill.shared.ChangeMade;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.Demands;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;

/** What files may be converted to. */
@ApplicationScoped
@Transactional
public class ConversionTypes {

    private final ConversionTypeRepository repository;
    private final Outputs outputs;
    private final Event<ChangeMade> changes;

    @Inject
    ConversionTypes(ConversionTypeRepository repository, Outputs outputs, Event<ChangeMade> changes) {
        this.repository = repository;
        this.outputs = outputs;
        this.changes = changes;
    }

    /** For CDI's proxy. */
    protected ConversionTypes() {
        this(null, null, null);
    }

    /** All whose rows make sense. */
    public List<ConversionType> all() {
        return repository.all().stream().filter(ConversionType::usable).toList();
    }

    /** By name or alias, in any case; of a type that is switched off as well. */
    public Optional<ConversionType> find(String asked) {
        return all().stream().filter(type -> type.isCalled(asked)).findFirst();
    }

    /** Names of the outputs that long videos may be milled to. */
    public List<String> outputs() {
        return outputs.names();
    }

    /**
     * Changes a type for all items that are begun from now on.
     *
     * @throws NotFoundException no such type
     */
    @Demands(Rights.SETTINGS)
    public ConversionType change(String name, TypeSettings settings) {
        ConversionType type = repository
                .find(name)
                .filter(ConversionType::usable)
                .orElseThrow(() -> new NotFoundException(Sentence.of("conversion.refusal.noType", name)));
        settings.check(type, outputs.names());
        type.change(settings);
        changes.fire(new ChangeMade("conversion.type", name, settings.toString()));
        return type;
    }

    /**
     * As {@link #change(String, TypeSettings)}, in view of what the type was.
     *
     * @throws ConflictException it is another by now
     */
    @Demands(Rights.SETTINGS)
    public ConversionType change(String name, TypeSettings settings, TypeSettings seen) {
        if (find(name).filter(type -> !type.settings().equals(seen)).isPresent()) {
            throw ConflictException.changedMeanwhile();
        }
        return change(name, settings);
    }
}
