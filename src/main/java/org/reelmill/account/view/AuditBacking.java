package org.reelmill.account.view;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Optional;
import org.omnifaces.cdi.Param;
import org.omnifaces.cdi.ViewScoped;
import org.reelmill.account.Audit;
import org.reelmill.account.AuditEntry;
import org.reelmill.account.AuditFilter;
import org.reelmill.shared.view.PageTable;

/** Who changed what. */
@Named
@ViewScoped
public class AuditBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private final PageTable<AuditEntry> table;

    private String actor;
    private String action;
    private String subject;

    /** For CDI's proxy. */
    protected AuditBacking() {
        this(null, null, null, null);
    }

    /** @param actor with those behind it: what the list shows at first */
    @Inject
    public AuditBacking(
            Audit audit,
            @Param(name = "actor") String actor,
            @Param(name = "action") String action,
            @Param(name = "subject") String subject) {
        this.actor = actor;
        this.action = action;
        this.subject = subject;
        this.table =
                new PageTable<>((offset, limit, sorting) -> audit.page(filter(), offset, limit), entry -> entry.id()
                        .toString());
    }

    public PageTable<AuditEntry> getTable() {
        return table;
    }

    private AuditFilter filter() {
        return new AuditFilter(typed(actor), typed(action), typed(subject));
    }

    private static Optional<String> typed(String text) {
        return Optional.ofNullable(text).map(String::strip).filter(it -> !it.isEmpty());
    }

    public String getActor() {
        return actor;
    }

    public void setActor(String actor) {
        this.actor = actor;
    }

    public String getAction() {
        return action;
    }

    public void setAction(String action) {
        this.action = action;
    }

    public String getSubject() {
        return subject;
    }

    public void setSubject(String subject) {
        this.subject = subject;
    }
}
