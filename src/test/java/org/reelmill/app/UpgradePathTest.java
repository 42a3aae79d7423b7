package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reelmill.settings.Configuration;

/** An installation may stand at any step: rows are put into each table at each step, and go through all that follow. */
class UpgradePathTest {

    @TempDir
    Path home;

    @Test
    void rowsOfEveryTimeOutliveEveryLaterStep() throws SQLException, IOException {
        Properties properties = new Properties();
        properties.setProperty("reelmill.home", home.toString());
        properties.setProperty("reelmill.db.url", "jdbc:h2:mem:upgrade;MODE=LEGACY;DB_CLOSE_DELAY=-1");
        DataSource dataSource = new ReelmillDataSource(Configuration.from(Map.of(), properties));
        SampleRows rows = new SampleRows(dataSource);
        SampleRows.Content before = rows.content();
        for (MigrationVersion step : steps()) {
            new SchemaMigration(dataSource).run(step);
            rows.look();
            rows.requireKept(before, "step " + step);
            rows.insert();
            before = rows.content();
        }

        assertThat(before.tables()).contains("job", "transcodejob", "videos", "node", "account", "webhook");
    }

    private static List<MigrationVersion> steps() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/META-INF/sql"))) {
            return files.map(file -> file.getFileName().toString().replaceAll("V(\\d+)__.*", "$1"))
                    .map(MigrationVersion::fromVersion)
                    .sorted()
                    .toList();
        }
    }
}
