package org.reelmill.app;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.reelmill.settings.Configuration;

/** A database with the schema of the program, for tests that do without a server. */
public final class MigratedDatabase {

    private MigratedDatabase() {}

    public static DataSource of(Configuration configuration) throws SQLException {
        DataSource dataSource = new ReelmillDataSource(configuration);
        new SchemaMigration(dataSource).run();
        return dataSource;
    }
}
