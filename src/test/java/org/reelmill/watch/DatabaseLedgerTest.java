package org.reelmill.watch;

/** The ledger on H2. */
class DatabaseLedgerTest extends DatabaseLedgerContract {

    @Override
    protected TestRegister register() {
        return TestRegister.inMemory();
    }
}
