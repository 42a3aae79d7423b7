package org.reelmill.operator.view;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serializable;
import org.omnifaces.cdi.Param;
import org.omnifaces.util.Faces;
import org.reelmill.operator.BatchConsole;
import org.reelmill.operator.ExecutionReport;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.view.PageMessages;

/** One execution: how far it is, why it failed, and what can be done with it. */
@Named
@ViewScoped
public class ExecutionBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private final BatchConsole console;
    private final Long id;

    private transient ExecutionReport report;

    /** For CDI's proxy. */
    protected ExecutionBacking() {
        this(null, null);
    }

    /** @param path what follows {@code /batch/} in the address */
    @Inject
    public ExecutionBacking(BatchConsole console, @Param(pathIndex = 0) String path) {
        this.console = console;
        this.id = path != null && path.matches("[1-9][0-9]{0,17}") ? Long.valueOf(path) : null;
    }

    /** Reads the execution; the answer is 404 when there is none. */
    public void open() {
        try {
            load();
        } catch (NotFoundException e) {
            Faces.responseSendError(HttpServletResponse.SC_NOT_FOUND, "");
        }
    }

    /** Reads everything anew. */
    public void load() {
        if (id == null) {
            throw new NotFoundException(Sentence.of("operator.refusal.noExecution", "?"));
        }
        report = console.get(id);
    }

    public void stop() {
        change(() -> console.stop(id), "operator.done.stop");
    }

    public void abandon() {
        change(() -> console.abandon(id), "operator.done.abandon");
    }

    public void close() {
        change(() -> console.close(id), "operator.done.close");
    }

    /** Restarts it and goes to the new execution. */
    public void restart() {
        long[] next = new long[1];
        if (change(() -> next[0] = console.restart(id), "operator.done.restart")) {
            PageMessages.keep();
            Faces.redirect("batch/%s", next[0]);
        }
    }

    public ExecutionReport getReport() {
        if (report == null) {
            load();
        }
        return report;
    }

    /** Whether this can be done with it now, and the one who looks may do it. */
    public boolean can(String action) {
        return getReport().allowed().contains(ExecutionReport.Action.valueOf(action));
    }

    private boolean change(Runnable action, String done) {
        boolean changed = PageMessages.attempt("", action);
        if (changed) {
            PageMessages.info(done);
        }
        // also after a refusal: most are because the execution has gone on since the page was read
        load();
        return changed;
    }
}
