-- Films on their way to their renditions (S4.5). A row with nothing but sourceName is a job (X9).
-- sourceKey: SHA-256 of sourceName while the job is open, so that one source has one open job on every database and collation.
-- removal: somebody deleted the job; its row goes once it is clean.
-- sourceModified: milliseconds since 1970, to tell whether the file is still the one that was milled.
-- onePiece: why the film is milled without a cut; empty when it is cut.
-- cleaned: whether the folders and the source of an ended job have been dealt with; the work is repeated until it is true.
CREATE TABLE job (
  jobID          BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  jobUUID        BINARY(16),
  sourceName     VARCHAR(1024) NOT NULL,
  sourceKey      CHAR(64),
  dateAdded      DATETIME(3),
  dateCompleted  DATETIME(3),
  status         INT           DEFAULT 0     NOT NULL,
  completed      BOOLEAN       DEFAULT FALSE NOT NULL,
  isComplete     BOOLEAN       GENERATED ALWAYS AS (completed),
  failed         BOOLEAN       DEFAULT FALSE NOT NULL,
  cleaned        BOOLEAN       DEFAULT FALSE NOT NULL,
  paused         BOOLEAN       DEFAULT FALSE NOT NULL,
  removal        BOOLEAN       DEFAULT FALSE NOT NULL,
  priority       INT           DEFAULT 0     NOT NULL,
  origin         VARCHAR(16)   DEFAULT 'SQL' NOT NULL,
  client         VARCHAR(255),
  wantedOutputs  VARCHAR(1024),
  quarantineName VARCHAR(1024),
  reason         VARCHAR(2000),
  notes          LONGTEXT,
  onePiece       VARCHAR(2000),
  encoder        VARCHAR(128),
  sourceBytes    BIGINT,
  sourceModified BIGINT,
  sourceSha256   CHAR(64),
  framesVerified BOOLEAN       DEFAULT FALSE NOT NULL,
  started        DATETIME(3),
  mediaInfo      LONGTEXT,
  preparedSource LONGTEXT,
  certificate    LONGTEXT,
  CONSTRAINT uq_job_uuid UNIQUE (jobUUID),
  CONSTRAINT uq_job_source UNIQUE (sourceKey)
) ${tableOptions};

CREATE INDEX ix_job_queue ON job (status, paused, priority, jobID);
CREATE INDEX ix_job_cleaned ON job (cleaned, status);
