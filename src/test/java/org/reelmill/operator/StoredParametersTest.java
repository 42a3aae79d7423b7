package org.reelmill.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.jberet.util.BatchUtil;
import org.junit.jupiter.api.Test;

class StoredParametersTest {

    @Test
    void readsWhatTheRuntimeStores() {
        Properties parameters = new Properties();
        parameters.setProperty("node", "host:8080");
        parameters.setProperty("rule", "a = b = c");
        String stored = BatchUtil.propertiesToString(parameters);

        assertThat(StoredParameters.read(stored)).isEqualTo(Map.of("node", "host:8080", "rule", "a = b = c"));
        assertThat(StoredParameters.length(StoredParameters.read(stored))).isGreaterThanOrEqualTo(stored.length());
        assertThat(StoredParameters.read(null)).isEmpty();
        assertThat(StoredParameters.read("")).isEmpty();
    }
}
