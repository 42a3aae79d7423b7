package org.reelmill.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.Supervision;
import org.reelmill.testing.FakeMediaEngine.Step;

class FakeMediaEngineTest extends MediaEngineContract {

    @TempDir
    private Path films;

    private final FakeMediaEngine engine = new FakeMediaEngine();

    @BeforeEach
    void writeFilms() {
        FakeMediaEngine.writeFilm(film(), 192, 144, 200, 25, "eng");
        FakeMediaEngine.writeFilm(silentFilm(), 192, 144, 200, 25);
    }

    @Override
    protected MediaEngine engine() {
        return engine;
    }

    @Override
    protected Path film() {
        return films.resolve("film");
    }

    @Override
    protected Path silentFilm() {
        return films.resolve("silent");
    }

    @Test
    void failsOnDemandOnce() throws MediaException {
        engine.failNext(Step.PROBE, Kind.STALLED);

        assertThatThrownBy(() -> engine.probe(film(), Supervision.none()))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.kind()).isEqualTo(Kind.STALLED));
        assertThat(engine.probe(film(), Supervision.none())).isNotNull();
        assertThat(engine.calls(Step.PROBE)).isEqualTo(2);
    }

    @Test
    void aHeldStepEndsWhenItsOwnerSaysStop() throws InterruptedException {
        FakeMediaEngine.Hold hold = engine.holdNext(Step.PROBE);
        AtomicBoolean go = new AtomicBoolean(true);
        CompletableFuture<Void> probing = CompletableFuture.runAsync(() -> {
            try {
                engine.probe(film(), new Supervision() {
                    @Override
                    public boolean mayGoOn() {
                        return go.get();
                    }

                    @Override
                    public void progress(long frames) {
                        // nobody watches
                    }
                });
            } catch (MediaException e) {
                throw new CompletionException(e);
            }
        });
        hold.awaitReached();
        go.set(false);

        assertThatThrownBy(probing::join).hasCauseInstanceOf(MediaException.class);
    }
}
