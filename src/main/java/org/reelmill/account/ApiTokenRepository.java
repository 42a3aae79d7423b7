package org.reelmill.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Page;
import org.reelmill.shared.Sentence;

/** Tokens in the database. */
@ApplicationScoped
public class ApiTokenRepository {

    @PersistenceContext
    private EntityManager entityManager;

    void add(ApiToken token) {
        entityManager.persist(token);
        entityManager.flush();
    }

    Optional<ApiToken> findBySecretHash(String hash) {
        return entityManager
                .createNamedQuery("ApiToken.bySecretHash", ApiToken.class)
                .setParameter("hash", hash)
                .getResultStream()
                .findFirst();
    }

    /** @throws NotFoundException when there is none */
    ApiToken get(long id) {
        return Optional.ofNullable(entityManager.find(ApiToken.class, id))
                .orElseThrow(() -> new NotFoundException(Sentence.of("account.refusal.noToken", id)));
    }

    /** Newest first. */
    Page<ApiToken> pageOf(long accountId, int offset, int limit) {
        List<ApiToken> rows = entityManager
                .createNamedQuery("ApiToken.ofAccount", ApiToken.class)
                .setParameter("account", accountId)
                .setFirstResult(offset)
                .setMaxResults(limit)
                .getResultList();
        long total = entityManager
                .createNamedQuery("ApiToken.countOfAccount", Long.class)
                .setParameter("account", accountId)
                .getSingleResult();
        return new Page<>(rows, total, offset);
    }
}
