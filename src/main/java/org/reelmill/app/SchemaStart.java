package org.reelmill.app;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.reelmill.settings.SoftwareVersion;
import org.reelmill.shared.Outage;
import org.tinylog.Logger;

/**
 * Checks the versions and brings the schema to that of this program, also when the database is restarted meanwhile: what was done is
 * found done, and the rest is done once more. {@link ReelmillDataSource} waits until it is back.
 */
final class SchemaStart {

    /** A database that goes away more often has a fault of its own. */
    private static final int OUTAGES = 5;

    private final DataSource dataSource;
    private final SoftwareVersion mine;

    SchemaStart(DataSource dataSource, SoftwareVersion mine) {
        this.dataSource = dataSource;
        this.mine = mine;
    }

    /**
     * @param dead the node that this server was when it was killed, if it was
     * @throws VersionException this program may not work with this database
     * @throws SQLException as {@link FlywayException}: the database cannot be used
     */
    void run(Optional<UUID> dead) throws SQLException {
        for (int left = OUTAGES; ; left--) {
            try {
                new VersionCheck(dataSource, mine).run(dead);
                new SchemaMigration(dataSource).run();
                return;
            } catch (SQLException | FlywayException e) {
                if (left == 0 || !Outage.isOne(e)) {
                    throw e;
                }
                Logger.warn("The database went away while the server started; {} more tries", left);
            }
        }
    }
}
