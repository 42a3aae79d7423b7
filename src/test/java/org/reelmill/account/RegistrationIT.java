package org.reelmill.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.testing.ReelmillIT;

/** Makes the house look as if nobody had registered yet, and puts everything back. */
class RegistrationIT extends ReelmillIT {

    private static final String PASSWORD = "long enough to pass";
    private static final Origin HERE = new Origin("127.0.0.1", "localhost", false);
    private static final Origin ELSEWHERE = new Origin("192.0.2.1", "reelmill.example", false);

    @Inject
    private Registration registration;

    @Inject
    private SignIn signIn;

    @Inject
    private FirstAdministratorCode code;

    @Inject
    private AccountRepository accounts;

    @Inject
    private Audit audit;

    @PersistenceContext
    private EntityManager entityManager;

    @Resource
    private UserTransaction transaction;

    @Resource
    private ManagedExecutorService threads;

    private List<?> marked;

    @BeforeEach
    void forgetTheFirstAdministrator() throws Exception {
        marked = inTransaction(() -> entityManager
                .createNativeQuery("select id from account where first_administrator = 1")
                .getResultList());
        unmark();
    }

    @AfterEach
    void rememberTheFirstAdministrator() throws Exception {
        unmark();
        for (Object id : marked) {
            inTransaction(() -> entityManager
                    .createNativeQuery("update account set first_administrator = 1 where id = ?1")
                    .setParameter(1, id)
                    .executeUpdate());
        }
    }

    @Test
    void makesExactlyOneOfTwoSimultaneousFirstRegistrationsTheAdministrator() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<Account> register = () -> {
            start.await();
            return registration.register(applicant(HERE, Optional.empty()));
        };
        List<Future<Account>> both = List.of(threads.submit(register), threads.submit(register));

        assertThat(List.of(both.get(0).get().role(), both.get(1).get().role()))
                .containsExactlyInAnyOrder(Role.ADMIN, Role.VIEWER);
    }

    @Test
    void takesTheFirstFromElsewhereOnlyWithTheCode() {
        String shown = code.renew();

        assertThat(registration.needsCode(ELSEWHERE)).isTrue();
        assertThat(registration.needsCode(HERE)).isFalse();
        assertThatThrownBy(() -> registration.register(applicant(ELSEWHERE, Optional.empty())))
                .isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> registration.register(applicant(ELSEWHERE, Optional.of("AAAAA-AAAAA-AAAAA-AAAAA"))))
                .isInstanceOf(ForbiddenException.class);
        assertThat(registration
                        .register(applicant(ELSEWHERE, Optional.of(shown.toLowerCase())))
                        .role())
                .isEqualTo(Role.ADMIN);
    }

    @Test
    void takesTheConfiguredAdministratorOnlyWhileThereIsNone() {
        assertThat(registration.registerConfigured(UUID.randomUUID().toString(), PASSWORD))
                .map(Account::role)
                .contains(Role.ADMIN);
        assertThat(registration.registerConfigured(UUID.randomUUID().toString(), PASSWORD))
                .isEmpty();
    }

    @Test
    void refusesATakenNameInWhateverCaseAndABadPassword() {
        String name = "Zoë " + UUID.randomUUID();
        registration.register(new Registration.Applicant(name, PASSWORD, Optional.empty(), HERE));

        assertThatThrownBy(() -> registration.register(
                        new Registration.Applicant(name.toUpperCase(), PASSWORD, Optional.empty(), HERE)))
                .isInstanceOf(NameTakenException.class);
        assertThatThrownBy(() ->
                        registration.register(new Registration.Applicant("x", "too short", Optional.empty(), HERE)))
                .isInstanceOf(InvalidInputException.class);
    }

    /** Found by attack: in the audit log nobody could tell one from the other. Digits belong to every script. */
    @ParameterizedTest
    @CsvSource({"ace, \u0430\u0441\u0435", "\u03a4\u039f\u039c, tom"})
    void refusesANameThatLooksLikeOneInAnotherScript(String taken, String wanted) {
        String number = " " + System.nanoTime();
        registration.register(new Registration.Applicant(taken + number, PASSWORD, Optional.empty(), HERE));

        assertThatThrownBy(() -> registration.register(
                        new Registration.Applicant(wanted + number, PASSWORD, Optional.empty(), HERE)))
                .isInstanceOf(NameTakenException.class)
                .hasMessageContaining("looks the same as " + taken + number);
    }

    @Test
    void recordsARegistration() {
        Account account = registration.register(applicant(HERE, Optional.empty()));

        assertThat(audit.page(AuditFilter.all(), 0, 1).rows()).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(account.username());
            assertThat(entry.action()).isEqualTo("account.register");
        });
    }

    @Test
    void renewsAHashOfOlderParametersAtSignIn() throws Exception {
        Account account = registration.register(applicant(HERE, Optional.empty()));
        String old = oldHash();
        inTransaction(() -> entityManager
                .createNativeQuery("update account set password_hash = ?1 where id = ?2")
                .setParameter(1, old)
                .setParameter(2, account.id())
                .executeUpdate());

        assertThat(signIn.withPassword(account.username(), PASSWORD, "127.0.0.1"))
                .isInstanceOf(SignIn.Accepted.class);
        assertThat(accounts.find(account.id()).orElseThrow().passwordHash()).startsWith("PBKDF2WithHmacSHA512:");
        assertThat(signIn.withPassword(account.username(), PASSWORD, "127.0.0.1"))
                .isInstanceOf(SignIn.Accepted.class);
    }

    private static Registration.Applicant applicant(Origin origin, Optional<String> typed) {
        return new Registration.Applicant(UUID.randomUUID().toString(), PASSWORD, typed, origin);
    }

    /** As Jakarta Security writes it: algorithm, iterations, salt, key. */
    private static String oldHash() throws Exception {
        byte[] salt = new byte[32];
        byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), salt, 2048, 256))
                .getEncoded();
        Base64.Encoder encoder = Base64.getEncoder();
        return "PBKDF2WithHmacSHA256:2048:" + encoder.encodeToString(salt) + ":" + encoder.encodeToString(key);
    }

    private void unmark() throws Exception {
        inTransaction(() -> entityManager
                .createNativeQuery("update account set first_administrator = null where first_administrator = 1")
                .executeUpdate());
    }

    private <T> T inTransaction(Callable<T> work) throws Exception {
        transaction.begin();
        try {
            T result = work.call();
            transaction.commit();
            return result;
        } catch (Exception e) {
            transaction.rollback();
            throw e;
        }
    }
}
