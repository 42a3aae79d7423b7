package org.reelmill.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.pipeline.batch.PlantedBatchlet;

/** The job definitions and their artifacts fit together; and what does not fit is found. */
class JobXmlTest {

    private static final JavaClasses PLANTED = new ClassFileImporter().importClasses(PlantedBatchlet.class);

    @TempDir
    Path folder;

    @Test
    void everyJobFitsItsArtifacts() throws IOException {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.reelmill");

        assertThat(new JobDefinitions(Path.of("batch-jobs"), ours).problems()).isEmpty();
    }

    @Test
    void acceptsAJobThatFits() throws IOException {
        write("pipeline-plant", "pipeline-plant", "plantedBatchlet");

        assertThat(new JobDefinitions(folder, PLANTED).problems()).isEmpty();
    }

    @Test
    void findsAnotherIdThanTheFileName() throws IOException {
        write("pipeline-plant", "pipeline-other", "plantedBatchlet");

        assertThat(new JobDefinitions(folder, PLANTED).problems())
                .containsExactly("pipeline-plant.xml has the job id pipeline-other");
    }

    @Test
    void findsAnUnknownFeatureAndSoAnArtifactThatNobodyUses() throws IOException {
        write("garden-plant", "garden-plant", "plantedBatchlet");

        assertThat(new JobDefinitions(folder, PLANTED).problems())
                .containsExactly(
                        "garden-plant.xml is not called <feature>-<verb>.xml",
                        "garden-plant.xml refers to plantedBatchlet, which is no artifact of garden",
                        "org.reelmill.pipeline.batch.PlantedBatchlet is referred to by no job");
    }

    @Test
    void findsAnArtifactThatDoesNotExist() throws IOException {
        write("pipeline-plant", "pipeline-plant", "plantedBatchlet", "missingReader");

        assertThat(new JobDefinitions(folder, PLANTED).problems())
                .containsExactly("pipeline-plant.xml refers to missingReader, which is no artifact of pipeline");
    }

    private void write(String file, String id, String... refs) throws IOException {
        StringBuilder job = new StringBuilder("<job id='" + id + "' version='2.0'>");
        for (String ref : refs) {
            job.append("<step id='")
                    .append(ref)
                    .append("'><batchlet ref='")
                    .append(ref)
                    .append("'/></step>");
        }
        Files.writeString(folder.resolve(file + ".xml"), job.append("</job>"));
    }
}
