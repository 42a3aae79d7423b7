package org.reelmill.watch;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.reelmill.testing.MariaDbServer;

/** The ledger on a real MariaDB. */
@Tag("serverless")
class DatabaseLedgerIT extends DatabaseLedgerContract {

    private static TestRegister shared;

    @BeforeAll
    static void migrateOnce() {
        shared = new TestRegister(MariaDbServer.get().createDatabase());
    }

    @Override
    protected TestRegister register() {
        return shared.emptied();
    }
}
