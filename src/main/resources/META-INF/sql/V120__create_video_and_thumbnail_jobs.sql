-- Videos that came over the routes of S1, and thumbnails made of them (ADR 0036). Tables and first columns have the names of S1.2 and
-- S1.8. status: QUEUED, RUNNING, COMPLETED or FAILED. uniqueKey: what there may be only one of that has not failed (of a video the SHA-256
-- of its name, of a thumbnail its video and size). ready: there is nothing to wait for, a node may take it. fence: grows with each
-- attempt. lease_until: whoever works on it, or sends it, gives a sign of life before. Times are UTC by the database's clock.
CREATE TABLE video_job (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  filename    VARCHAR(255) NOT NULL,
  status      VARCHAR(32)  NOT NULL,
  owner       VARCHAR(64)  NOT NULL,
  bytes       BIGINT       DEFAULT 0 NOT NULL,
  uniqueKey   CHAR(64),
  ready       BOOLEAN      DEFAULT FALSE NOT NULL,
  fence       BIGINT       DEFAULT 0 NOT NULL,
  lease_until DATETIME(3),
  error       VARCHAR(500),
  created     DATETIME(3)  DEFAULT CURRENT_TIMESTAMP(3) NOT NULL,
  CONSTRAINT uq_video_job UNIQUE (uniqueKey)
) ${tableOptions};

CREATE INDEX ix_video_job_status ON video_job (status, ready, id);
CREATE INDEX ix_video_job_owner ON video_job (owner, status);

CREATE TABLE thumbnail_job (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  video_id    BIGINT       NOT NULL,
  width       INT          NOT NULL,
  height      INT          NOT NULL,
  status      VARCHAR(32)  NOT NULL,
  fitting     VARCHAR(8)   NOT NULL,
  seconds     DOUBLE,
  uniqueKey   VARCHAR(64),
  ready       BOOLEAN      DEFAULT TRUE NOT NULL,
  fence       BIGINT       DEFAULT 0 NOT NULL,
  lease_until DATETIME(3),
  error       VARCHAR(500),
  created     DATETIME(3)  DEFAULT CURRENT_TIMESTAMP(3) NOT NULL,
  CONSTRAINT uq_thumbnail_job UNIQUE (uniqueKey),
  CONSTRAINT fk_thumbnail_video FOREIGN KEY (video_id) REFERENCES video_job (id) ON DELETE CASCADE
) ${tableOptions};

CREATE INDEX ix_thumbnail_job_status ON thumbnail_job (status, ready, id);
