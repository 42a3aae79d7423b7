package org.reelmill.shared;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import jakarta.resource.ResourceException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutageTest {

    static Stream<Throwable> outages() {
        return Stream.of(
                new PersistenceException(new SQLException("Communications link failure", "08S01")),
                new SQLException("Deadlock found", "40001", 1213),
                new SQLException("WSREP has not yet prepared node for application use", "HY000", 1047),
                new SQLException("The server is running with the --read-only option", "HY000", 1290),
                new SQLException("Got error 6 during COMMIT", "HY000", 1180),
                new SQLException("no connection", new ResourceException("IJ000453")),
                new IllegalStateException(new TransactionalException("commit", new RollbackException())));
    }

    static Stream<Throwable> faults() {
        return Stream.of(
                new IllegalStateException("a fault of ours"),
                new PersistenceException(
                        new SQLIntegrityConstraintViolationException("Duplicate entry", "23000", 1062)),
                new SQLException("Unknown column", "42S22", 1054),
                new TransactionalException(
                        "commit",
                        new RollbackException()
                                .initCause(new SQLIntegrityConstraintViolationException(
                                        "Duplicate entry", "23000", 1062))));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void isSomethingThatPasses(Throwable thrown) {
        assertThat(Outage.isOne(thrown)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isNoFault(Throwable thrown) {
        assertThat(Outage.isOne(thrown)).isFalse();
    }
}
