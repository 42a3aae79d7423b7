-- Who worked on which task when, and what came of it. A task may have several open attempts; each has a fence of its own.
-- verdict: null while it runs. frames and filmMillis: what it encoded, when it succeeded.
-- log: the end of what the tool printed when it failed; may hold paths.
CREATE TABLE attempt (
  attemptID   BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind        VARCHAR(16)   NOT NULL,
  taskID      BIGINT        NOT NULL,
  fence       BIGINT        NOT NULL,
  fk_jobID    BIGINT        NOT NULL,
  part        INT,
  fk_nodeUUID BINARY(16),
  node        VARCHAR(255)  NOT NULL,
  started     DATETIME(3)   NOT NULL,
  ended       DATETIME(3),
  verdict     VARCHAR(16),
  frames      BIGINT,
  filmMillis  BIGINT,
  reason      VARCHAR(2000),
  log         VARCHAR(4000),
  CONSTRAINT uq_attempt UNIQUE (kind, taskID, fence),
  CONSTRAINT fk_attempt_job FOREIGN KEY (fk_jobID) REFERENCES job (jobID) ON DELETE CASCADE
) ${tableOptions};
CREATE INDEX ix_attempt_job ON attempt (fk_jobID, started);
CREATE INDEX ix_attempt_part ON attempt (fk_jobID, part, fence);
CREATE INDEX ix_attempt_ended ON attempt (ended);
CREATE INDEX ix_attempt_node ON attempt (fk_nodeUUID, ended);
