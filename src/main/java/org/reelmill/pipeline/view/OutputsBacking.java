package org.reelmill.pipeline.view;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.omnifaces.cdi.ViewScoped;
import org.primefaces.PrimeFaces;
import org.reelmill.media.Rendition;
import org.reelmill.media.VideoCodec;
import org.reelmill.pipeline.Output;
import org.reelmill.pipeline.OutputSettings;
import org.reelmill.pipeline.Outputs;
import org.reelmill.shared.view.PageMessages;

/** The outputs, what sources of usual shapes get from them, and the editor of one. */
@Named
@ViewScoped
public class OutputsBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String FORM = "editor";

    /** What the preview shows. */
    private static final List<Source> SOURCES = List.of(
            new Source("full", 1920, 1080),
            new Source("half", 1280, 720),
            new Source("classic", 1440, 1080),
            new Source("portrait", 1080, 1920));

    private final Outputs outputs;

    private OutputDraft draft = new OutputDraft(null, OutputSettings.usual(1280, 720));

    /** For CDI's proxy. */
    protected OutputsBacking() {
        this(null);
    }

    @Inject
    public OutputsBacking(Outputs outputs) {
        this.outputs = outputs;
    }

    /** A shape of source. @param name last part of the key of its text */
    public record Source(String name, int width, int height) implements Serializable {}

    /** What a source would get. */
    public record Preview(Source source, List<Rendition.Fitted> films) {}

    public List<Output> getAll() {
        return outputs.all();
    }

    /** Whether any is used; without one nothing is milled (S4.24). */
    public boolean isAnyActive() {
        return getAll().stream()
                .anyMatch(output -> output.active() && output.problems().isEmpty());
    }

    public String name(Output output) {
        return outputs.nameOf(output);
    }

    /** What the sources get from the outputs as they are. */
    public List<Preview> getPreviews() {
        return SOURCES.stream()
                .map(source -> new Preview(source, outputs.preview(source.width(), source.height())))
                .toList();
    }

    /** What the sources would get if the draft were saved. */
    public List<Preview> getDraftPreviews() {
        return SOURCES.stream()
                .map(source -> new Preview(
                        source,
                        outputs.preview(
                                source.width(), source.height(), Optional.ofNullable(draft.getId()), draft.settings())))
                .toList();
    }

    public void add() {
        edit(null, OutputSettings.usual(1280, 720));
    }

    public void edit(long id) {
        PageMessages.attempt("", () -> edit(id, outputs.get(id).settings()));
    }

    public void copy(long id) {
        PageMessages.attempt("", () -> edit(null, outputs.get(id).settings()));
    }

    public void save() {
        boolean saved = PageMessages.attempt(FORM, () -> {
            if (draft.getId() == null) {
                outputs.add(draft.settings());
            } else {
                outputs.change(draft.getId(), draft.settings(), draft.seen());
            }
        });
        if (saved) {
            PageMessages.info("pipeline.outputs.saved");
        } else {
            getAll().stream()
                    .filter(output -> Objects.equals(output.id(), draft.getId()))
                    .forEach(output -> draft.sees(output.settings()));
        }
    }

    public void activate(long id, boolean active) {
        if (PageMessages.attempt("", () -> outputs.activate(id, active))) {
            PageMessages.info(active ? "pipeline.outputs.activated" : "pipeline.outputs.deactivated");
        }
    }

    public void remove(long id) {
        if (PageMessages.attempt("", () -> outputs.remove(id))) {
            PageMessages.info("pipeline.outputs.removed");
        }
    }

    /** @param by -1: up by one place, 1: down */
    public void move(long id, int by) {
        PageMessages.attempt("", () -> {
            List<Long> ids = new ArrayList<>(getAll().stream().map(Output::id).toList());
            int from = ids.indexOf(id);
            int to = from + by;
            if (from >= 0 && to >= 0 && to < ids.size()) {
                Collections.swap(ids, from, to);
                outputs.order(ids);
            }
        });
    }

    private void edit(Long id, OutputSettings settings) {
        draft = new OutputDraft(id, settings);
        PrimeFaces.current().ajax().addCallbackParam("edit", true);
    }

    public OutputDraft getDraft() {
        return draft;
    }

    public VideoCodec[] getCodecs() {
        return VideoCodec.values();
    }

    public List<String> getPresets() {
        return Output.PRESETS;
    }

    public List<String> getProfiles() {
        return Output.PROFILES;
    }

    public List<Integer> getBitDepths() {
        return Output.BIT_DEPTHS;
    }
}
