package org.reelmill.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.transaction.Transactional;
import org.reelmill.account.Audited;
import org.reelmill.conversion.ItemChanged;
import org.reelmill.library.LibraryChanged;
import org.reelmill.node.NodeChanged;
import org.reelmill.operator.ExecutionChanged;
import org.reelmill.pipeline.AttemptChanged;
import org.reelmill.pipeline.JobChanged;
import org.reelmill.pipeline.JobLogged;
import org.reelmill.settings.PolicyChanged;
import org.reelmill.shared.ChangeMade;
import org.reelmill.shared.Json;
import org.reelmill.still.StillChanged;
import org.reelmill.thumbnail.ThumbnailReady;
import org.reelmill.watch.WatchChanged;
import org.reelmill.webhook.DeliveryDied;

/** Writes what features tell as rows, in the transaction of the change: an event is there if and only if the change is. */
@ApplicationScoped
@Transactional
public class EventRecorder {

    /** Of a text in a detail, which has 1,000 characters in all: room for two of which every character is escaped. */
    private static final int TEXT = 200;

    private final EventRepository repository;

    @Inject
    EventRecorder(EventRepository repository) {
        this.repository = repository;
    }

    /** For CDI's proxy. */
    protected EventRecorder() {
        this(null);
    }

    void job(@Observes JobChanged change) {
        JsonObjectBuilder detail = Json.object();
        if (change.status() == null) {
            detail.add("removed", true);
        } else {
            detail.add("status", change.status().name())
                    .add("paused", change.paused())
                    .add("priority", change.priority());
        }
        write(EventType.JOB, change.job().toString(), detail);
    }

    void attempt(@Observes AttemptChanged change) {
        JsonObjectBuilder detail = Json.object().add("kind", change.kind().name());
        if (change.part() != null) {
            detail.add("part", change.part());
        }
        detail.add("attempt", change.fence()).add("node", cut(change.node()));
        if (change.verdict() != null) {
            detail.add("verdict", change.verdict().name());
        }
        write(EventType.ATTEMPT, change.job().toString(), detail);
    }

    void log(@Observes JobLogged line) {
        write(
                EventType.LOG,
                line.job().toString(),
                Json.object()
                        .add("level", line.level())
                        .add("node", cut(line.node()))
                        .add("message", cut(line.message())));
    }

    void node(@Observes NodeChanged change) {
        write(
                EventType.NODE,
                change.node().map(Object::toString).orElse(""),
                Json.object().add("what", change.what().name()));
    }

    void policy(@Observes PolicyChanged change) {
        write(
                EventType.POLICY,
                change.policy().key(),
                Json.object().add("before", cut(change.before())).add("after", cut(change.after())));
    }

    void execution(@Observes ExecutionChanged change) {
        write(
                EventType.EXECUTION,
                String.valueOf(change.execution()),
                Json.object().add("what", change.what().name()));
    }

    void output(@Observes ChangeMade change) {
        if (change.action().startsWith("output.")) {
            write(EventType.OUTPUT, "", Json.object().add("what", cut(change.action())));
        }
    }

    /** Nobody is told where it is: who may know looks. */
    void webhook(@Observes ChangeMade change) {
        if (change.action().startsWith("webhook.")) {
            write(EventType.WEBHOOK, "", Json.object());
        }
    }

    void webhook(@Observes DeliveryDied delivery) {
        write(EventType.WEBHOOK, "", Json.object());
    }

    /** Nobody is told which account: who may know looks. */
    void account(@Observes Audited change) {
        if (change.action().startsWith("account.")) {
            write(EventType.ACCOUNT, "", Json.object());
        }
    }

    void library(@Observes LibraryChanged change) {
        write(EventType.LIBRARY, change.root(), Json.object());
    }

    void conversion(@Observes ItemChanged change) {
        write(EventType.CONVERSION, change.item().map(Object::toString).orElse(""), Json.object());
    }

    /** Uncut: a message says the whole name, which has 255 bytes at most. */
    void still(@Observes StillChanged change) {
        write(
                EventType.STILL,
                change.kind().word() + "/" + change.id(),
                Json.object()
                        .add("kind", change.kind().word())
                        .add("id", change.id())
                        .add("status", change.status().name())
                        .add("what", change.what()));
    }

    void watch(@Observes WatchChanged change) {
        write(EventType.WATCH, String.valueOf(change.folder()), Json.object());
    }

    void preview(@Observes ThumbnailReady preview) {
        write(EventType.PREVIEW, preview.topic(), Json.object());
    }

    private void write(EventType type, String subject, JsonObjectBuilder detail) {
        repository.insert(type, subject, detail.build().toString());
    }

    private static String cut(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= TEXT ? plain : plain.substring(0, TEXT - 1) + "…";
    }
}
