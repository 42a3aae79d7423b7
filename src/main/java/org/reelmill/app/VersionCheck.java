package org.reelmill.app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.reelmill.settings.Policy;
import org.reelmill.settings.SoftwareVersion;
import org.reelmill.shared.Uuids;

/**
 * Whether a program may work with the database and the nodes that are there (ADR 48). Asked before the schema is migrated, so that a
 * refused start changes nothing; what it reads may be as old as any schema.
 */
final class VersionCheck {

    private final DataSource dataSource;
    private final SoftwareVersion mine;
    private final SchemaMigration schema;

    VersionCheck(DataSource dataSource, SoftwareVersion mine) {
        this.dataSource = dataSource;
        this.mine = mine;
        this.schema = new SchemaMigration(dataSource);
    }

    /** A node that gives signs of life, by the database's clock. */
    private record Alive(String name, SoftwareVersion version) {

        @Override
        public String toString() {
            return name + " runs " + (version.equals(SoftwareVersion.UNTOLD) ? "an older version" : version);
        }
    }

    /**
     * @param dead the node that this server was when it was killed, if it was
     * @throws VersionException it may not
     */
    void run(Optional<UUID> dead) throws SQLException {
        List<MigrationInfo> steps = schema.applied();
        requireKnownSchema(steps);
        requireNeighbours(steps, dead);
    }

    private void requireKnownSchema(List<MigrationInfo> steps) throws SQLException {
        List<String> unknown = steps.stream()
                .filter(step -> !step.getState().isResolved())
                .map(step -> step.getVersion().toString())
                .toList();
        if (!unknown.isEmpty()) {
            throw new VersionException("The database was brought to schema " + schema.version()
                    + " by a newer Reelmill than this one, " + mine + ", which does not know step "
                    + String.join(", ", unknown)
                    + ". Start the version that was here last, or a newer one. To go back, restore"
                    + " a backup from before the upgrade into an empty database");
        }
    }

    private static boolean has(List<MigrationInfo> steps, String step) {
        MigrationVersion wanted = MigrationVersion.fromVersion(step);
        return steps.stream().anyMatch(done -> done.getVersion().equals(wanted));
    }

    private void requireNeighbours(List<MigrationInfo> steps, Optional<UUID> dead) throws SQLException {
        if (!has(steps, "021")) {
            return;
        }
        int lease;
        List<Alive> strangers = new ArrayList<>();
        try (Connection connection = dataSource.getConnection()) {
            lease = lease(connection);
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT nodeUUID, name, " + (has(steps, "143") ? "version" : "''")
                            + " FROM node WHERE lastAccess >= TIMESTAMPADD(SECOND, ?, CURRENT_TIMESTAMP(3)) ORDER BY nodeID")) {
                query.setInt(1, -lease);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        Alive node = new Alive(row.getString(2), version(row.getString(3)));
                        boolean me = dead.filter(Uuids.fromBytes(row.getBytes(1))::equals)
                                .isPresent();
                        if (!me && !mine.neighbours(node.version())) {
                            strangers.add(node);
                        }
                    }
                }
            }
        }
        if (!strangers.isEmpty()) {
            throw new VersionException("Nodes at work on this database are not of a neighbouring version of this one, "
                    + mine
                    + ": "
                    + String.join(", ", strangers.stream().map(Alive::toString).toList())
                    + ". Versions work side by side whose first numbers are equal and whose second differ by at most 1: stop those"
                    + " nodes, or bring them to a version between first. One that was killed counts as gone after "
                    + lease
                    + " s");
        }
    }

    private static SoftwareVersion version(String text) {
        return Optional.ofNullable(text).flatMap(SoftwareVersion::find).orElse(SoftwareVersion.UNTOLD);
    }

    /** Seconds after which a silent node holds nothing any more. */
    private static int lease(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT value FROM policy WHERE policy = ?")) {
            query.setString(1, Policy.LEASE_SECONDS.key());
            try (ResultSet row = query.executeQuery()) {
                String value = row.next() ? row.getString(1) : "";
                return Integer.parseInt(
                        Policy.LEASE_SECONDS.accepts(value) ? value.strip() : Policy.LEASE_SECONDS.defaultValue());
            }
        }
    }
}
