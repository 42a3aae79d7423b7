-- What people watch: one row for each change, written in the transaction of the change. Only ever inserted into and, when old,
-- deleted; except that a committed row is given its batch. Batches are committed one after the other, rows are not: who has seen
-- all up to a batch misses nothing (ADR 0017). Null: has no place in the order yet.
CREATE TABLE event (
  eventID  BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  batch    BIGINT,
  happened DATETIME(3)   NOT NULL,
  type     VARCHAR(16)   NOT NULL,
  subject  VARCHAR(64)   NOT NULL,
  detail   VARCHAR(1000) NOT NULL
) ${tableOptions};
CREATE INDEX ix_event_batch ON event (batch, eventID);
CREATE INDEX ix_event_happened ON event (happened);

-- One row: the batch that was given last. Whoever gives the next one locks it.
CREATE TABLE event_order (
  orderID   INT    NOT NULL PRIMARY KEY,
  lastBatch BIGINT NOT NULL
) ${tableOptions};
INSERT INTO event_order (orderID, lastBatch) VALUES (1, 0);
