package org.reelmill.conversion.view;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.omnifaces.cdi.Param;
import org.omnifaces.cdi.ViewScoped;
import org.primefaces.PrimeFaces;
import org.reelmill.account.CurrentCaller;
import org.reelmill.conversion.ConversionBroker;
import org.reelmill.conversion.ConversionItem;
import org.reelmill.conversion.ConversionType;
import org.reelmill.conversion.ConversionTypes;
import org.reelmill.conversion.Conversions;
import org.reelmill.conversion.ItemAccess;
import org.reelmill.conversion.ItemFilter;
import org.reelmill.conversion.ItemStatus;
import org.reelmill.conversion.TypeSettings;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.view.Choice;
import org.reelmill.shared.view.PageMessages;
import org.reelmill.shared.view.PageTable;

/** The queue of items, what is converted now, and what files may be converted to, with the editor of one of these. */
@Named
@ViewScoped
public class ConversionsBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String FORM = "editor";

    private final Conversions conversions;
    private final ConversionTypes types;
    private final CurrentCaller caller;
    private final PageTable<ConversionItem> table;

    private ItemStatus status;
    private TypeDraft draft;
    private TypeDraft seen;

    /** For CDI's proxy. */
    protected ConversionsBacking() {
        this(null, null, null, null);
    }

    /** @param status what the list shows at first; of all when there is no such status */
    @Inject
    public ConversionsBacking(
            Conversions conversions,
            ConversionTypes types,
            CurrentCaller caller,
            @Param(name = "status") String status) {
        this.status = Choice.named(ItemStatus.values(), status);
        this.conversions = conversions;
        this.types = types;
        this.caller = caller;
        this.table = new PageTable<>(
                (offset, limit, sorting) -> conversions.list(filter(), offset, limit),
                item -> item.uuid().toString());
    }

    /** One's own; an administrator sees those of all. */
    private ItemFilter filter() {
        ItemAccess access = access();
        return new ItemFilter(
                access.account(),
                access.client(),
                Optional.ofNullable(status).map(Set::of).orElse(Set.of()),
                Set.of());
    }

    private ItemAccess access() {
        return new ItemAccess(caller.get());
    }

    public PageTable<ConversionItem> getTable() {
        return table;
    }

    public void remove(String client, String uuid) {
        if (PageMessages.attempt(
                "", () -> conversions.remove(conversions.get(access(), client, UUID.fromString(uuid))))) {
            PageMessages.info("conversion.removed");
        }
    }

    public List<ConversionBroker.Running> getRunning() {
        return conversions.running();
    }

    public List<ConversionType> getTypes() {
        return types.all();
    }

    /** What a type makes, in the language of the page unless somebody gave it words of his own. */
    public String label(ConversionType type) {
        String key = "conversion.label." + type.name();
        return PageMessages.findText(key)
                .filter(known -> Sentence.of(key).english().equals(type.label()))
                .orElse(type.label());
    }

    public void edit(String name) {
        draft = draftOf(name);
        seen = draftOf(name);
        PrimeFaces.current().ajax().addCallbackParam("edit", draft != null);
    }

    public void save() {
        if (PageMessages.attempt(FORM, () -> types.change(draft.getName(), draft.settings(), seen.settings()))) {
            PageMessages.info("conversion.saved");
        } else {
            seen = draftOf(draft.getName());
        }
    }

    private TypeDraft draftOf(String name) {
        return types.find(name).map(TypeDraft::new).orElse(null);
    }

    /** Null until one is edited. */
    public TypeDraft getDraft() {
        return draft;
    }

    public List<String> getPresets() {
        return TypeSettings.PRESETS;
    }

    public List<String> getOutputs() {
        return types.outputs();
    }

    public ItemStatus[] getStatuses() {
        return ItemStatus.values();
    }

    public ItemStatus getStatus() {
        return status;
    }

    public void setStatus(ItemStatus status) {
        this.status = status;
    }
}
