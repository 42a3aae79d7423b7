package org.reelmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.reelmill.media.Recipe;

class SpaceNeedTest {

    @Test
    void anIngestNeedsACopyOnlyWhereTheContainerDoes() {
        assertThat(SpaceNeed.ingest(8000, Recipe.VIRTUAL)).isEqualTo(1000);
        assertThat(SpaceNeed.ingest(8000, Recipe.REMUX)).isEqualTo(9000);
    }

    @Test
    void aSegmentNeedsItsShareOfTheSourceForEachRendition() {
        assertThat(SpaceNeed.segment(1_000_000_000, 250, 1000, 2)).isEqualTo(500_000_000 + 250 * 64);
        assertThat(SpaceNeed.segment(0, 0, 0, 2)).isZero();
    }

    @Test
    void anExportNeedsWhatItsPartsHold() {
        assertThat(SpaceNeed.export(8000)).isEqualTo(9000);
    }
}
