-- Who is told of jobs and items over HTTP. secret: signs what is sent; never shown again. topics: job, item, or both, and with a status
-- only what becomes that: "job.COMPLETED,job.ERROR,item".
CREATE TABLE webhook (
  webhookID BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  url       VARCHAR(1000) NOT NULL,
  secret    VARCHAR(255)  NOT NULL,
  topics    VARCHAR(1000) NOT NULL,
  active    BOOLEAN       NOT NULL,
  created   DATETIME(3)   NOT NULL
) ${tableOptions};

-- What is to be told to whom. state: PENDING, DEAD; what was taken is no more. Of one subject the oldest comes first. fence: grows with each
-- attempt; a result counts only under the fence that it began with, and nobody else begins before leaseUntil.
CREATE TABLE webhook_delivery (
  deliveryID   BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  fk_webhookID BIGINT       NOT NULL,
  subject      VARCHAR(64)  NOT NULL,
  topic        VARCHAR(64)  NOT NULL,
  body         VARCHAR(2000) NOT NULL,
  created      DATETIME(3)  NOT NULL,
  due          DATETIME(3)  NOT NULL,
  state        VARCHAR(16)  NOT NULL,
  attempts     INT          NOT NULL,
  fence        BIGINT       NOT NULL,
  leaseUntil   DATETIME(3),
  trouble      VARCHAR(500),
  CONSTRAINT fk_delivery_webhook FOREIGN KEY (fk_webhookID) REFERENCES webhook (webhookID) ON DELETE CASCADE
) ${tableOptions};

CREATE INDEX ix_webhook_delivery_due ON webhook_delivery (state, due, deliveryID);
CREATE INDEX ix_webhook_delivery_subject ON webhook_delivery (fk_webhookID, subject, state, deliveryID);
