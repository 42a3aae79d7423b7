package org.reelmill.dashboard;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.reelmill.live.EventType;
import org.reelmill.live.LiveEvent;
import org.reelmill.live.LiveTopic;
import org.reelmill.shared.Json;

/** Tells pages that show the mill at a glance when it has changed. */
@ApplicationScoped
public class DashboardTopic implements LiveTopic {

    private final Dashboard dashboard;

    @Inject
    DashboardTopic(Dashboard dashboard) {
        this.dashboard = dashboard;
    }

    /** For CDI's proxy. */
    protected DashboardTopic() {
        this(null);
    }

    @Override
    public boolean covers(String topic) {
        return topic.equals("dashboard");
    }

    @Override
    public Optional<String> news(String topic, List<LiveEvent> events) {
        return !events.isEmpty() && events.stream().allMatch(event -> event.type() == EventType.LOG)
                ? Optional.empty()
                : Optional.of(Json.write(dashboard.report()));
    }
}
