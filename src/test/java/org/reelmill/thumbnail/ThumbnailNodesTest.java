package org.reelmill.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.media.FilmPreviewMaker;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.Picture;
import org.reelmill.media.PictureForm.Format;
import org.reelmill.media.PreviewMaker;
import org.reelmill.media.Supervision;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.Policies;
import org.reelmill.simulation.Beans;
import org.reelmill.testing.FakeMediaEngine;

/** Two nodes with one database and one folder; each is as a server has it, and the pictures are texts. */
class ThumbnailNodesTest {

    private static final int NONE_IN_HAND = 0;
    private static final int IMAGES = 200;

    @TempDir
    static Path home;

    private static Node one;
    private static Node other;

    /** Nobody makes his first picture before all have one in hand. */
    private static volatile CountDownLatch met = new CountDownLatch(0);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** A node, and what it has made. */
    private static final class Node {

        private final Queue<Path> made = new ConcurrentLinkedQueue<>();
        private final Beans beans;
        private final ThumbnailWork work;
        private final ThumbnailRepository repository;
        private final ThumbnailKeeper keeper;

        /** Goes on with a picture when it is at zero. */
        private volatile CountDownLatch gate = new CountDownLatch(0);

        Node(int port) throws IOException, SQLException {
            Configuration configuration =
                    Beans.inMemory(home, "nodes", Map.of("reelmill.http.port", String.valueOf(port)));
            beans = new Beans(
                    configuration,
                    Map.of(
                            MediaEngine.class,
                            new FakeMediaEngine(),
                            PreviewMaker.class,
                            (PreviewMaker) (source, target, form, supervision) -> draw(source, target, supervision),
                            FilmPreviewMaker.class,
                            (FilmPreviewMaker) (source, folder, supervision) -> {
                                throw new MediaException(Kind.REFUSED, "there are no films here");
                            },
                            ThumbnailStarter.class,
                            (ThumbnailStarter) slots -> {},
                            Subjects.class,
                            new Subjects() {
                                @Override
                                Optional<Path> file(Subject subject) {
                                    return Optional.of(Path.of(subject.origin()));
                                }
                            }));
            beans.get(Policies.class).addMissing();
            work = beans.get(ThumbnailWork.class);
            repository = beans.get(ThumbnailRepository.class);
            keeper = beans.get(ThumbnailKeeper.class);
        }

        private Picture draw(Path source, Path target, Supervision supervision) throws MediaException {
            try {
                met.countDown();
                met.await(60, TimeUnit.SECONDS);
                while (!gate.await(1, TimeUnit.MILLISECONDS)) {
                    if (!supervision.mayGoOn()) {
                        throw new MediaException(Kind.STOPPED, "as told");
                    }
                }
                made.add(source);
                Files.writeString(target, source.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new MediaException(Kind.STOPPED, "interrupted", e);
            }
            return new Picture(320, 200, Format.JPEG);
        }

        boolean makeNext() {
            Optional<ThumbnailClaim> claim = work.next(NONE_IN_HAND);
            claim.flatMap(it -> work.make(it, () -> false)).ifPresent(it -> work.record(List.of(it)));
            return claim.isPresent();
        }
    }

    @BeforeAll
    static void startUp() throws Exception {
        one = new Node(18_001);
        other = new Node(18_002);
    }

    @BeforeEach
    void begin() throws SQLException {
        sql("DELETE FROM thumbnail");
        met = new CountDownLatch(0);
        for (Node node : List.of(one, other)) {
            node.made.clear();
            node.gate = new CountDownLatch(0);
        }
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static List<Subject> wish(int images) {
        List<Subject> subjects = IntStream.range(0, images)
                .mapToObj(i -> new Subject("entry:" + i, "library", Thumbnail.Kind.IMAGE, 1, 100))
                .toList();
        one.repository.add(subjects);
        return subjects;
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = one.beans.dataSource().getConnection();
                Statement sql = connection.createStatement()) {
            sql.executeUpdate(statement);
        }
    }

    private static long count(String where) throws SQLException {
        try (Connection connection = one.beans.dataSource().getConnection();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("SELECT COUNT(*) FROM thumbnail WHERE " + where)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void shareTheImagesOfAFolderAndMakeEachOnce() throws Exception {
        wish(IMAGES);
        met = new CountDownLatch(2);
        List<Future<?>> running = new ArrayList<>();
        for (Node node : List.of(one, other)) {
            running.add(threads.submit(() -> {
                while (node.makeNext()) {
                    // until there is none
                }
                return null;
            }));
        }
        for (Future<?> each : running) {
            each.get(60, TimeUnit.SECONDS);
        }

        List<Path> made = new ArrayList<>(one.made);
        made.addAll(other.made);
        assertThat(made).hasSize(IMAGES).doesNotHaveDuplicates();
        assertThat(one.made).isNotEmpty();
        assertThat(other.made).isNotEmpty();
        assertThat(count("state = 2")).isEqualTo(IMAGES);
    }

    @Test
    void makeWhatADeadNodeHad() throws Exception {
        List<Subject> subjects = wish(5);
        List<ThumbnailClaim> ofTheDead = IntStream.range(0, 5)
                .mapToObj(i -> one.work.next(NONE_IN_HAND).orElseThrow())
                .toList();
        other.keeper.often();
        assertThat(other.makeNext()).as("they are held").isFalse();

        sql("UPDATE thumbnail SET lease_until = TIMESTAMPADD(SECOND, -1, CURRENT_TIMESTAMP(3)) WHERE state = 1");
        other.keeper.often();
        while (other.makeNext()) {
            // until there is none
        }

        assertThat(other.made).hasSize(5).doesNotHaveDuplicates();
        assertThat(count("state = 2 AND attempts = 2")).isEqualTo(5);
        // one that was not dead after all comes too late, and nothing is lost by it
        one.work.make(ofTheDead.get(0), () -> false).ifPresent(late -> one.work.record(List.of(late)));
        assertThat(count("state = 2 AND attempts = 2")).isEqualTo(5);
        PreviewCache cache = other.beans.get(PreviewCache.class);
        assertThat(subjects).allSatisfy(subject -> assertThat(cache.file(subject.cacheKey(), "poster.jpg"))
                .hasValueSatisfying(file -> assertThat(file).hasContent(subject.origin())));
    }

    @Test
    void holdOnToWhatTakesLong() throws Exception {
        wish(1);
        one.gate = new CountDownLatch(1);
        Future<Boolean> slow = threads.submit(one::makeNext);
        await().until(() -> count("state = 1") == 1);
        sql("UPDATE thumbnail SET lease_until = TIMESTAMPADD(SECOND, 1, CURRENT_TIMESTAMP(3))");

        await().until(() -> {
            one.keeper.often();
            return count("lease_until > TIMESTAMPADD(SECOND, 30, CURRENT_TIMESTAMP(3))") == 1;
        });

        other.keeper.often();
        assertThat(other.makeNext()).isFalse();
        one.gate.countDown();
        assertThat(slow.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(count("state = 2 AND attempts = 1")).isEqualTo(1);
    }

    @Test
    void stopMakingWhatTheyHoldNoLonger() throws Exception {
        List<Subject> subjects = wish(1);
        one.gate = new CountDownLatch(1);
        Future<Boolean> slow = threads.submit(one::makeNext);
        await().until(() -> count("state = 1") == 1);
        other.repository.renew(new Subject(subjects.get(0).origin(), "library", Thumbnail.Kind.IMAGE, 2, 100));

        await().atMost(Duration.ofSeconds(60)).until(() -> {
            one.keeper.often();
            return slow.isDone();
        });

        assertThat(one.made).isEmpty();
        assertThat(count("state = 0 AND attempts = 0")).isEqualTo(1);
        assertThat(other.makeNext()).isTrue();
        assertThat(other.made).hasSize(1);
    }
}
