-- The three kinds of work (S4.7). A claim is node + fence + lease_until; the fence only grows, and a result counts only with the
-- fence it was claimed under. crashes counts claims that ended with their node. not_before holds a failed task back for a while.
CREATE TABLE ingestJob (
  ingestJobID BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  fk_jobID    BIGINT        NOT NULL,
  status      INT           DEFAULT 0 NOT NULL,
  failures    INT           DEFAULT 0 NOT NULL,
  crashes     INT           DEFAULT 0 NOT NULL,
  fence       BIGINT        DEFAULT 0 NOT NULL,
  fk_nodeUUID BINARY(16),
  lease_until DATETIME(3),
  not_before  DATETIME(3),
  reason      VARCHAR(2000),
  CONSTRAINT uq_ingest_job UNIQUE (fk_jobID),
  CONSTRAINT fk_ingest_job FOREIGN KEY (fk_jobID) REFERENCES job (jobID) ON DELETE CASCADE
) ${tableOptions};
CREATE INDEX ix_ingest_open ON ingestJob (status, lease_until);

CREATE TABLE exportJob (
  exportJobID BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  fk_jobID    BIGINT        NOT NULL,
  status      INT           DEFAULT 0 NOT NULL,
  failures    INT           DEFAULT 0 NOT NULL,
  crashes     INT           DEFAULT 0 NOT NULL,
  fence       BIGINT        DEFAULT 0 NOT NULL,
  fk_nodeUUID BINARY(16),
  lease_until DATETIME(3),
  not_before  DATETIME(3),
  reason      VARCHAR(2000),
  CONSTRAINT uq_export_job UNIQUE (fk_jobID),
  CONSTRAINT fk_export_job FOREIGN KEY (fk_jobID) REFERENCES job (jobID) ON DELETE CASCADE
) ${tableOptions};
CREATE INDEX ix_export_open ON exportJob (status, lease_until);

CREATE TABLE transcodeJob (
  transcodeJobID BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  fk_jobID       BIGINT        NOT NULL,
  segmentPart    INT           NOT NULL,
  status         INT           DEFAULT 0 NOT NULL,
  failures       INT           DEFAULT 0 NOT NULL,
  crashes        INT           DEFAULT 0 NOT NULL,
  fence          BIGINT        DEFAULT 0 NOT NULL,
  fk_nodeUUID    BINARY(16),
  lease_until    DATETIME(3),
  not_before     DATETIME(3),
  reason         VARCHAR(2000),
  startPts       BIGINT        NOT NULL,
  endPts         BIGINT        NOT NULL,
  frames         BIGINT        NOT NULL,
  framesDone     BIGINT        DEFAULT 0 NOT NULL,
  started        DATETIME(3),
  finished       DATETIME(3),
  doneBy         VARCHAR(255),
  encodeMillis   BIGINT,
  firstPts       BIGINT,
  lastPts        BIGINT,
  framesCompared BOOLEAN       DEFAULT FALSE NOT NULL,
  CONSTRAINT uq_segment UNIQUE (fk_jobID, segmentPart),
  CONSTRAINT fk_transcode_job FOREIGN KEY (fk_jobID) REFERENCES job (jobID) ON DELETE CASCADE
) ${tableOptions};
CREATE INDEX ix_transcode_claim ON transcodeJob (fk_jobID, status, segmentPart);
CREATE INDEX ix_transcode_lease ON transcodeJob (status, lease_until);
CREATE INDEX ix_transcode_node ON transcodeJob (fk_nodeUUID, status);
