package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/**
 * Slows down guessing, per account and per address. In memory, for each node by itself: what an attacker gains by going
 * round all nodes is a factor of their number.
 */
@ApplicationScoped
public class SignInThrottle {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration MEMORY = Duration.ofMinutes(15);
    private static final int CAPACITY = 10_000;

    /** People mistype. */
    private static final Throttle.Limits PER_ACCOUNT = new Throttle.Limits(5, LONGEST_WAIT, MEMORY, CAPACITY);

    /** Many people may sit behind one address. */
    private static final Throttle.Limits PER_ADDRESS = new Throttle.Limits(20, LONGEST_WAIT, MEMORY, CAPACITY);

    /** This machine's own address may be a proxy's, with everybody behind it. */
    private static final Throttle.Limits LOOPBACK = new Throttle.Limits(500, LONGEST_WAIT, MEMORY, CAPACITY);

    private final Throttle accounts;
    private final Throttle addresses;
    private final Throttle loopback;

    /** For CDI's proxy. */
    protected SignInThrottle() {
        this(null);
    }

    @Inject
    public SignInThrottle(Clock clock) {
        this.accounts = new Throttle(clock, PER_ACCOUNT);
        this.addresses = new Throttle(clock, PER_ADDRESS);
        this.loopback = new Throttle(clock, LOOPBACK);
    }

    /** Counts an attempt to sign in, or answers how long to wait before the next. Zero: go ahead. */
    synchronized Duration attempt(String username, String address) {
        Duration byAccount = accounts.waitFor(AccountName.key(username));
        Duration byAddress = throttleOf(address).waitFor(RemoteAddress.network(address));
        Duration wait = byAccount.compareTo(byAddress) > 0 ? byAccount : byAddress;
        if (wait.isZero()) {
            accounts.count(AccountName.key(username));
            throttleOf(address).count(RemoteAddress.network(address));
        }
        return wait;
    }

    /** Counts an attempt to register, or answers how long to wait before the next. Zero: go ahead. */
    synchronized Duration attempt(String address) {
        Duration wait = throttleOf(address).waitFor(RemoteAddress.network(address));
        if (wait.isZero()) {
            throttleOf(address).count(RemoteAddress.network(address));
        }
        return wait;
    }

    /** The attempt to sign in was right. */
    synchronized void succeeded(String username, String address) {
        accounts.forget(AccountName.key(username));
        throttleOf(address).takeBack(RemoteAddress.network(address));
    }

    /** Whether the attempt to sign in was right could not be found out. */
    synchronized void takeBack(String username, String address) {
        accounts.takeBack(AccountName.key(username));
        throttleOf(address).takeBack(RemoteAddress.network(address));
    }

    private Throttle throttleOf(String address) {
        return RemoteAddress.loopback(address) ? loopback : addresses;
    }
}
