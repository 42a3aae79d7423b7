package org.reelmill.live.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.reelmill.shared.Json;

class JobStatusViewTest {

    @Test
    void saysWhatTheOldSystemSaidAndBesideItWhatProgramsNeed() {
        String detail = "{\"kind\":\"thumbnail\",\"id\":7,\"status\":\"COMPLETED\","
                + "\"what\":\"generation of thumbnail for video 3, size: 320x240\"}";

        assertThat(JobStatusView.data(Json.readObject(detail)))
                .hasToString("{\"message\":\"generation of thumbnail for video 3, size: 320x240 is completed\","
                        + "\"kind\":\"thumbnail\",\"id\":7,\"status\":\"COMPLETED\",\"progress\":100}");
    }
}
