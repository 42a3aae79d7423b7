package org.reelmill.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobDefinitionReaderTest {

    private static final Path FOLDER = Path.of("batch-jobs");

    @Test
    void readsParametersStepsAndTheComment() {
        JobDefinition definition = JobDefinitionReader.read(
                "test-all",
                """
                <?xml version="1.0"?>
                <!-- Does
                     all. -->
                <job id="test-all" xmlns="https://jakarta.ee/xml/ns/jakartaee" version="2.0">
                  <step id="one">
                    <properties><property name="startedBy" value="nobody"/></properties>
                    <batchlet ref="a">
                      <properties>
                        <property name="x" value="#{jobParameters['needed']}/#{jobParameters['defaulted']}?:1;"/>
                        <property name="y" value="#{jobParameters[&quot;empty&quot;]}?:;"/>
                        <property name="z" value="#{jobProperties['other']}"/>
                      </properties>
                    </batchlet>
                  </step>
                  <step id="two"><batchlet ref="b"/></step>
                </job>
                """
                        .replace("&quot;", "'"));

        assertThat(definition.description()).isEqualTo("Does all.");
        assertThat(definition.parameters())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("needed", Optional.empty(), "defaulted", Optional.of("1"), "empty", Optional.of("")));
        assertThat(definition.steps()).isEqualTo(List.of("one", "two"));
        assertThat(definition.restartable()).isTrue();
        assertThat(definition.ownStarter()).isEmpty();
    }

    @Test
    void workUnderAClaimIsStartedByItsNodeOnly() throws IOException {
        for (String job : List.of("pipeline-ingest", "pipeline-transcode", "pipeline-verify", "pipeline-export")) {
            JobDefinition definition = read(FOLDER.resolve(job + ".xml"));

            assertThat(definition.ownStarter()).as(job).contains("claim");
            assertThat(definition.restartable()).as(job).isFalse();
        }
    }

    @Test
    void readsEveryJobOfTheProduct() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".xml")).toList()) {
                assertThat(read(file).description()).as(file.toString()).isNotBlank();
                assertThat(read(file).steps()).as(file.toString()).isNotEmpty();
            }
        }
    }

    private static JobDefinition read(Path file) throws IOException {
        return JobDefinitionReader.read(file.getFileName().toString().replace(".xml", ""), Files.readString(file));
    }
}
