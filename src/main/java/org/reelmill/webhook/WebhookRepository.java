package org.reelmill.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.reelmill.shared.Page;

/** Statements about webhooks and what they are told. All times are the database's. */
@ApplicationScoped
@Transactional
class WebhookRepository {

    private static final String PENDING = "PENDING";
    private static final String DEAD = "DEAD";

    /** The oldest of its subject for its webhook: what is dead holds nobody up. */
    private static final String FIRST =
            " AND NOT EXISTS (SELECT 1 FROM webhook_delivery b WHERE b.fk_webhookID = d.fk_webhookID"
                    + " AND b.subject = d.subject AND b.state = 'PENDING' AND b.deliveryID < d.deliveryID)";

    private static final String REVIVE =
            "UPDATE webhook_delivery SET state = 'PENDING', attempts = 0, due = CURRENT_TIMESTAMP(3) WHERE state = 'DEAD'";

    @PersistenceContext
    private EntityManager entityManager;

    List<Webhook> all() {
        return entityManager
                .createQuery("select w from Webhook w order by w.id", Webhook.class)
                .getResultList();
    }

    Optional<Webhook> find(long id) {
        return Optional.ofNullable(entityManager.find(Webhook.class, id));
    }

    void add(Webhook webhook) {
        entityManager.persist(webhook);
        entityManager.flush();
    }

    void remove(Webhook webhook) {
        entityManager.remove(webhook);
    }

    void enqueue(Webhook webhook, String subject, String topic, String body) {
        entityManager
                .createNativeQuery(
                        "INSERT INTO webhook_delivery (fk_webhookID, subject, topic, body, created, due, state, attempts,"
                                + " fence) VALUES (?1, ?2, ?3, ?4, CURRENT_TIMESTAMP(3), CURRENT_TIMESTAMP(3), 'PENDING', 0, 0)")
                .setParameter(1, webhook.id())
                .setParameter(2, subject)
                .setParameter(3, topic)
                .setParameter(4, body)
                .executeUpdate();
    }

    /** What one could be told now, the oldest first. Read without locks: {@link #claim} decides. */
    List<Long> due(Webhook webhook, int most) {
        List<?> ids = entityManager
                .createNativeQuery("SELECT d.deliveryID FROM webhook_delivery d WHERE d.state = 'PENDING'"
                        + " AND d.fk_webhookID = ?1 AND d.due <= CURRENT_TIMESTAMP(3)"
                        + " AND (d.leaseUntil IS NULL OR d.leaseUntil < CURRENT_TIMESTAMP(3))" + FIRST
                        + " ORDER BY d.due, d.deliveryID")
                .setParameter(1, webhook.id())
                .setMaxResults(most)
                .getResultList();
        return ids.stream().map(id -> ((Number) id).longValue()).toList();
    }

    /** @return the delivery under its new fence; empty when another node was faster */
    Optional<WebhookDelivery> claim(long id, int leaseSeconds) {
        int changed = entityManager
                .createNativeQuery("UPDATE webhook_delivery SET fence = fence + 1, attempts = attempts + 1,"
                        + " leaseUntil = TIMESTAMPADD(SECOND, ?1, CURRENT_TIMESTAMP(3)) WHERE deliveryID = ?2 AND state = 'PENDING'"
                        + " AND (leaseUntil IS NULL OR leaseUntil < CURRENT_TIMESTAMP(3))")
                .setParameter(1, leaseSeconds)
                .setParameter(2, id)
                .executeUpdate();
        if (changed == 0) {
            return Optional.empty();
        }
        Optional<WebhookDelivery> claimed = Optional.ofNullable(entityManager.find(WebhookDelivery.class, id));
        claimed.ifPresent(entityManager::refresh);
        return claimed;
    }

    void taken(WebhookDelivery delivery) {
        entityManager
                .createNativeQuery("DELETE FROM webhook_delivery WHERE deliveryID = ?1 AND fence = ?2")
                .setParameter(1, delivery.id())
                .setParameter(2, delivery.fence())
                .executeUpdate();
    }

    /** @param again seconds until it is tried again; empty: never */
    void failed(WebhookDelivery delivery, String trouble, Optional<Integer> again) {
        entityManager
                .createNativeQuery("UPDATE webhook_delivery SET leaseUntil = NULL, trouble = ?1, state = ?2,"
                        + " due = TIMESTAMPADD(SECOND, ?3, CURRENT_TIMESTAMP(3)) WHERE deliveryID = ?4 AND fence = ?5")
                .setParameter(1, trouble)
                .setParameter(2, again.isPresent() ? PENDING : DEAD)
                .setParameter(3, again.orElse(0))
                .setParameter(4, delivery.id())
                .setParameter(5, delivery.fence())
                .executeUpdate();
    }

    /** @return false when there is no such dead delivery */
    boolean revive(long id) {
        return entityManager
                        .createNativeQuery(REVIVE + " AND deliveryID = ?1")
                        .setParameter(1, id)
                        .executeUpdate()
                > 0;
    }

    /** @return how many were dead */
    int reviveAll() {
        return entityManager.createNativeQuery(REVIVE).executeUpdate();
    }

    /** @return false when there is no such dead delivery */
    boolean forget(long id) {
        return entityManager
                        .createNativeQuery("DELETE FROM webhook_delivery WHERE deliveryID = ?1 AND state = 'DEAD'")
                        .setParameter(1, id)
                        .executeUpdate()
                > 0;
    }

    /** The latest first. */
    Page<WebhookDelivery> deliveries(String state, int offset, int limit) {
        List<WebhookDelivery> rows = entityManager
                .createQuery(
                        "select d from WebhookDelivery d where d.state = :state order by d.id desc",
                        WebhookDelivery.class)
                .setParameter("state", state)
                .setFirstResult(offset)
                .setMaxResults(limit)
                .getResultList();
        long total = entityManager
                .createQuery("select count(d) from WebhookDelivery d where d.state = :state", Long.class)
                .setParameter("state", state)
                .getSingleResult();
        return new Page<>(rows, total, offset);
    }
}
