package org.reelmill.account.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Objects;
import org.reelmill.account.Caller;
import org.reelmill.account.CurrentCaller;
import org.reelmill.shared.Rights;

/** The pages of the console, as the menu shows them to each role. */
@Named
@ApplicationScoped
public class MenuBacking {

    private static final List<Entry> ENTRIES = List.of(
            new Entry("dashboard", Rights.LOOK),
            new Entry("library", Rights.LOOK),
            new Entry("jobs", Rights.LOOK),
            new Entry("watch", Rights.LOOK),
            new Entry("conversions", Rights.CONVERT),
            new Entry("batch", Rights.LOOK),
            new Entry("nodes", Rights.LOOK),
            new Entry("outputs", Rights.LOOK),
            new Entry("policies", Rights.NODES),
            new Entry("users", Rights.USERS),
            new Entry("webhooks", Rights.SETTINGS),
            new Entry("settings", Rights.SETTINGS));

    private final CurrentCaller caller;
    private final List<Entry> present;

    /** For CDI's proxy. */
    protected MenuBacking() {
        this.caller = null;
        this.present = List.of();
    }

    @Inject
    public MenuBacking(CurrentCaller caller, ServletContext application) {
        this.caller = caller;
        this.present =
                ENTRIES.stream().filter(entry -> exists(entry, application)).toList();
    }

    /**
     * One page.
     *
     * @param name last part of its address, and of the keys of its text and sign
     * @param right that opens it, as in web.xml
     */
    public record Entry(String name, String right) {

        public String getName() {
            return name;
        }

        public String getPath() {
            return "/" + name;
        }
    }

    /** What whoever asks may open. */
    public List<Entry> getEntries() {
        return caller.find().map(Caller::rights).stream()
                .flatMap(rights -> present.stream().filter(entry -> rights.contains(entry.right())))
                .toList();
    }

    /** In the folder of whichever feature. */
    private static boolean exists(Entry entry, ServletContext application) {
        return application.getResourcePaths("/").stream()
                .map(application::getResourcePaths)
                .filter(Objects::nonNull)
                .anyMatch(files -> files.stream().anyMatch(file -> file.endsWith("/" + entry.name() + ".xhtml")));
    }
}
