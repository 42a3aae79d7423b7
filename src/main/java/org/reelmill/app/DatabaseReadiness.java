package org.reelmill.app;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.reelmill.shared.ReadinessCheck;
import org.tinylog.Logger;

/** The database answers. */
@ApplicationScoped
public class DatabaseReadiness implements ReadinessCheck {

    private static final int SECONDS = 2;

    @Resource(lookup = "java:app/jdbc/reelmill")
    private DataSource dataSource;

    @Override
    public Optional<String> problem() {
        try (var connection = dataSource.getConnection()) {
            return connection.isValid(SECONDS) ? Optional.empty() : Optional.of("The database does not answer");
        } catch (SQLException e) {
            Logger.warn("The database cannot be reached: {}", e.getMessage());
            return Optional.of("The database cannot be reached");
        }
    }
}
