-- The sequential decode of a film, beside its segments: a task like those of V024. A film whose pictures are not compared, by
-- policy, and one that is milled in one piece have none.
CREATE TABLE verifyJob (
  verifyJobID BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  fk_jobID    BIGINT        NOT NULL,
  status      INT           DEFAULT 0 NOT NULL,
  failures    INT           DEFAULT 0 NOT NULL,
  crashes     INT           DEFAULT 0 NOT NULL,
  fence       BIGINT        DEFAULT 0 NOT NULL,
  fk_nodeUUID BINARY(16),
  lease_until DATETIME(3),
  not_before  DATETIME(3),
  reason      VARCHAR(2000),
  CONSTRAINT uq_verify_job UNIQUE (fk_jobID),
  CONSTRAINT fk_verify_job FOREIGN KEY (fk_jobID) REFERENCES job (jobID) ON DELETE CASCADE
) ${tableOptions};
CREATE INDEX ix_verify_open ON verifyJob (status, lease_until);
