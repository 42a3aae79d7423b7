package org.reelmill.operator.view;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.omnifaces.cdi.Param;
import org.omnifaces.util.Faces;
import org.reelmill.operator.BatchConsole;
import org.reelmill.operator.InstanceSummary;
import org.reelmill.operator.JobDefinition;
import org.reelmill.operator.KeyedPage;
import org.reelmill.operator.Position;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Refusal;
import org.reelmill.shared.view.PageMessages;

/** One batch job: its definition and instances, and the form to start it. */
@Named
@ViewScoped
public class BatchJobBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int ROWS = 25;

    private final BatchConsole console;
    private final String name;
    private final Long before;
    private final Map<String, String> values = new TreeMap<>();
    private String wrong = "";
    private String problem = "";

    /** For CDI's proxy. */
    protected BatchJobBacking() {
        this(null, null, null);
    }

    /** @param name what follows {@code /batch/jobs/} in the address */
    @Inject
    public BatchJobBacking(
            BatchConsole console, @Param(pathIndex = 1) String name, @Param(name = "before") String before) {
        this.console = console;
        this.name = name;
        this.before = before != null && before.matches("[0-9]{1,18}") ? Long.valueOf(before) : null;
    }

    /** The answer is 404 when there is no such job. */
    public void open() {
        try {
            values.putAll(console.usual(name));
        } catch (NotFoundException e) {
            Faces.responseSendError(HttpServletResponse.SC_NOT_FOUND, "");
        }
    }

    /** Starts it and goes to the execution. */
    public void start() {
        wrong = "";
        try {
            long execution = console.start(name, given());
            PageMessages.info("operator.done.start");
            PageMessages.keep();
            Faces.redirect("batch/%s", execution);
        } catch (InvalidInputException e) {
            wrong = e.field();
            problem = PageMessages.say(e.reason());
            PageMessages.refusal(e);
        } catch (Refusal e) {
            PageMessages.refusal(e);
        }
    }

    /** What is wrong with a parameter; empty when nothing is. */
    public String problem(String parameter) {
        return parameter.equals(wrong) ? problem : "";
    }

    /** What a parameter is for; empty when nobody has said it. */
    public String hint(String parameter) {
        return PageMessages.findText("operator.parameter." + parameter).orElse("");
    }

    /** In the language of the page. */
    public String getDescription() {
        return PageMessages.findText("operator.describes." + name)
                .orElse(getDefinition().description());
    }

    public String getName() {
        return name;
    }

    public JobDefinition getDefinition() {
        return console.definition(name);
    }

    public List<String> getParameterNames() {
        return new ArrayList<>(getDefinition().parameters().keySet());
    }

    public boolean needed(String parameter) {
        return getDefinition().parameters().get(parameter).isEmpty();
    }

    public Map<String, String> getValues() {
        return values;
    }

    public KeyedPage<InstanceSummary> getInstances() {
        return console.instances(name, before == null ? Position.top() : Position.below(before), ROWS);
    }

    /** An empty field is nothing to some versions of Faces. */
    private Map<String, String> given() {
        Map<String, String> given = new TreeMap<>();
        values.forEach((parameter, value) -> given.put(parameter, value == null ? "" : value));
        return given;
    }

    public boolean isTop() {
        return before == null;
    }
}
