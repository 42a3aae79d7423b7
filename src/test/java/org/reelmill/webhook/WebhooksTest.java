package org.reelmill.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.pipeline.JobChanged;
import org.reelmill.pipeline.JobStatus;
import org.reelmill.settings.Configuration;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.simulation.Beans;
import org.reelmill.testing.Sql;

/** What administrators do with webhooks, on a real database and with a receiver that refuses or takes. */
class WebhooksTest {

    @TempDir
    static Path home;

    private static Beans beans;

    private final List<String> told = new ArrayList<>();
    private int status = 204;
    private HttpServer receiver;
    private Webhooks webhooks;

    @BeforeAll
    static void openDatabase() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("reelmill.home", home.toString());
        properties.setProperty("reelmill.db.url", "jdbc:h2:mem:webhooks;MODE=LEGACY;DB_CLOSE_DELAY=-1");
        beans = new Beans(Configuration.from(Map.of(), properties), Map.of());
    }

    @BeforeEach
    void listen() throws IOException {
        webhooks = beans.get(Webhooks.class);
        sql().update("DELETE FROM webhook");
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::take);
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        told.add(exchange.getRequestURI().getPath() + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                        .replaceAll(".*\"type\":\"([^\"]+)\".*", "$1"));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private String address(String path) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
    }

    @Test
    void aTestIsSentAtOnceAndTellsHowItWasAnswered() {
        long id = webhooks.add(address("/a"), List.of("item")).webhook().id();
        webhooks.activate(id, false);

        assertThat(sender().test(id)).isEmpty();
        status = 418;
        assertThat(sender().test(id)).contains("HTTP status 418");
        receiver.stop(0);
        assertThat(sender().test(id))
                .hasValueSatisfying(trouble -> assertThat(trouble).isEqualTo("The server takes no connection"));

        assertThat(told).containsExactly("/a test", "/a test");
        assertThat(webhooks.deliveries(false, 0, 10).total())
                .as("a test is no delivery")
                .isZero();
        assertThatThrownBy(() -> sender().test(id + 1)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void whatWaitsGoesToTheNewAddress() {
        Webhooks.Made made = webhooks.add(address("/a"), List.of("job"));
        change(JobStatus.COMPLETED);

        Webhook changed = webhooks.change(made.webhook().id(), address("/b"), List.of("job.ERROR", "item"));
        change(JobStatus.COMPLETED);
        sender().tick();

        assertThat(told).containsExactly("/b job.COMPLETED");
        assertThat(changed.secret()).isEqualTo(made.secret());
        assertThatThrownBy(() -> webhooks.change(made.webhook().id(), "nowhere", List.of("item")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> webhooks.change(made.webhook().id(), address("/c"), List.of()))
                .isInstanceOf(InvalidInputException.class);
        assertThat(webhooks.get(made.webhook().id()).url()).isEqualTo(address("/b"));
    }

    /** Found by attack on other editors: of two people the second overwrote the first, and neither knew. */
    @Test
    void anEditOfWhatSomebodyElseHasChangedIsRefused() {
        List<String> topics = List.of("job");
        long id = webhooks.add(address("/a"), topics).webhook().id();
        webhooks.change(id, address("/b"), topics, address("/a"), topics);

        assertThatThrownBy(() -> webhooks.change(id, address("/c"), topics, address("/a"), topics))
                .isInstanceOf(ConflictException.class);
        assertThat(webhooks.get(id).url()).isEqualTo(address("/b"));
    }

    @Test
    void whatIsDeadIsSentAgainOneByOneOrAllAndMayBeDropped() {
        webhooks.add(address("/a"), List.of("job"));
        for (int i = 0; i < 4; i++) {
            change(JobStatus.ERROR);
        }
        sql().update("UPDATE webhook_delivery SET state = 'DEAD', attempts = 11, trouble = 'HTTP status 500'");
        List<WebhookDelivery> dead = webhooks.deliveries(true, 0, 10).rows();
        assertThat(dead).hasSize(4).extracting(WebhookDelivery::trouble).containsOnly(Optional.of("HTTP status 500"));
        sender().tick();
        assertThat(told).isEmpty();

        webhooks.retry(dead.get(0).id());
        webhooks.forget(dead.get(1).id());
        sender().tick();
        assertThat(told).hasSize(1);

        assertThat(webhooks.retryAll()).isEqualTo(2);
        sender().tick();
        assertThat(told).hasSize(3);
        assertThat(webhooks.deliveries(true, 0, 10).total()).isZero();
        assertThatThrownBy(() -> webhooks.forget(dead.get(2).id())).isInstanceOf(NotFoundException.class);
    }

    private void change(JobStatus to) {
        webhooks.job(new JobChanged(UUID.randomUUID(), to, false, 0));
    }

    private static WebhookSender sender() {
        return beans.get(WebhookSender.class);
    }

    private static Sql sql() {
        return new Sql(beans.dataSource());
    }
}
