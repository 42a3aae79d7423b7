package org.reelmill.live.socket;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpSession;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.reelmill.account.SessionLogin;
import org.reelmill.live.EventTail;
import org.reelmill.live.LiveEvent;
import org.reelmill.live.LiveListener;
import org.reelmill.live.LiveTopic;

/** The open pages that this node tells what happens. However many watch a topic, its news are made once. */
@ApplicationScoped
public class Browsers implements LiveListener {

    /** Parameters of the address. */
    static final String NUMBER = "number";

    private static final String TOPICS = "topics";

    /** The session has ended: the page has to sign in again. In the range that RFC 6455 leaves to applications. */
    private static final CloseReason.CloseCode SIGNED_OUT = () -> 4401;

    private static final int MOST_TOPICS = 10;

    /** A channel ends then and the page opens another: the container asks again who that is and what he may. */
    private static final Duration LIFE = Duration.ofMinutes(10);

    private static final Duration HANDSHAKE = Duration.ofSeconds(30);

    private static final String BEAT = "{\"topic\":\"beat\"}";

    private final EventTail tail;
    private final Instance<LiveTopic> topics;
    private final SessionLogin sessions;
    private final Clock clock;
    private final Map<String, Expected> expected = new ConcurrentHashMap<>();
    private final Map<Session, Browser> browsers = new ConcurrentHashMap<>();
    private boolean listening;
    private boolean welcome;

    @Inject
    Browsers(EventTail tail, Instance<LiveTopic> topics, SessionLogin sessions, Clock clock) {
        this.tail = tail;
        this.topics = topics;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** For CDI's proxy. */
    protected Browsers() {
        this(null, null, null, null);
    }

    private record Expected(HttpSession session, Instant since) {}

    /** A handshake succeeded: the channel with this number belongs to that session. */
    void expect(String number, HttpSession session) {
        expected.put(number, new Expected(session, clock.instant()));
    }

    void open(Session channel) {
        Expected from = expected.remove(parameter(channel.getRequestParameterMap(), NUMBER));
        Set<String> wanted = Arrays.stream(
                        parameter(channel.getRequestParameterMap(), TOPICS).split(","))
                .filter(topic -> topicOf(topic).isPresent())
                .limit(MOST_TOPICS)
                .collect(Collectors.toSet());
        HttpSession session = from == null ? null : from.session();
        Browser browser = new Browser(channel, session, wanted, clock.instant());
        if (session == null) {
            browser.close(CloseReason.CloseCodes.VIOLATED_POLICY, "not from a page of this server");
            return;
        }
        browsers.put(channel, browser);
        if (listen()) {
            browser.send(BEAT);
        }
    }

    void close(Session channel) {
        browsers.remove(channel);
    }

    /** @return whether nothing is missed from now on; else the first beat will say so */
    private synchronized boolean listen() {
        if (!listening) {
            listening = true;
            tail.listen(this, Optional.empty());
        }
        return welcome;
    }

    @Override
    public void happened(List<LiveEvent> events) {
        tell(events);
    }

    /** Pages look at everything anew by themselves. */
    @Override
    public void missed() {
        browsers.values().forEach(browser -> browser.close(CloseReason.CloseCodes.SERVICE_RESTART, "look again"));
    }

    @Override
    public boolean beat() {
        hear();
        Instant now = clock.instant();
        expected.values().removeIf(waits -> waits.since().plus(HANDSHAKE).isBefore(now));
        Set<HttpSession> lasting = sessions.lasting(
                browsers.values().stream().map(Browser::session).toList());
        for (Browser browser : browsers.values()) {
            if (!lasting.contains(browser.session())) {
                browser.close(SIGNED_OUT, "signed out");
            } else if (browser.opened().plus(LIFE).isBefore(now)) {
                browser.close(CloseReason.CloseCodes.SERVICE_RESTART, "open another");
            } else {
                browser.send(BEAT);
            }
        }
        browsers.values().removeIf(browser -> !browser.isOpen());
        tell(List.of());
        return stillListening();
    }

    private synchronized void hear() {
        welcome = true;
    }

    private synchronized boolean stillListening() {
        listening = !browsers.isEmpty();
        welcome = listening;
        return listening;
    }

    private void tell(List<LiveEvent> events) {
        browsers.values().stream()
                .flatMap(browser -> browser.topics().stream())
                .distinct()
                .forEach(topic -> topicOf(topic)
                        .flatMap(found -> found.news(topic, events))
                        .ifPresent(news -> tell(topic, "{\"topic\":\"" + topic + "\",\"news\":" + news + "}")));
    }

    private void tell(String topic, String message) {
        browsers.values().stream()
                .filter(browser -> browser.topics().contains(topic))
                // who signed out a moment ago is told nothing more
                .filter(browser -> sessions.lasts(browser.session()))
                .forEach(browser -> browser.send(message));
    }

    private Optional<LiveTopic> topicOf(String name) {
        return topics.stream().filter(topic -> topic.covers(name)).findFirst();
    }

    static String parameter(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of("")).stream().findFirst().orElse("");
    }
}
