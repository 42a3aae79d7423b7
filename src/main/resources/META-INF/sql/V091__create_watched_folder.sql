-- Folders that are watched (S3.1). One server watches a folder at a time: the one that holds the lease. What it sees stands in the
-- row, for the page: mode in use and why, the last time that all of it was looked through, events that were told, and how often
-- some were lost.
-- deep: with all folders below. wantedMode, mode: AUTO, EVENTS, POLLING. rule: REGISTER, JOB, NORMALISE. node: the only one that shall watch it; null: any that
-- has the folder. lossAccepted: what vanished is really gone.
CREATE TABLE watched_folder (
  folderID      BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  folder        VARCHAR(1024) NOT NULL,
  folderKey     CHAR(64)      NOT NULL,
  deep          BOOLEAN       NOT NULL,
  wantedMode    VARCHAR(16)   NOT NULL,
  rule          VARCHAR(16)   NOT NULL,
  outputs       VARCHAR(500)  NOT NULL,
  target        VARCHAR(1024),
  pollSeconds   INT           NOT NULL,
  node          VARCHAR(255),
  enabled       BOOLEAN       NOT NULL,
  watchedBy     VARCHAR(255),
  leaseHolder   CHAR(32),
  leaseUntil    DATETIME(3),
  mode          VARCHAR(16),
  modeReason    VARCHAR(500),
  trouble       VARCHAR(500),
  reconciled    DATETIME(3),
  events        BIGINT        DEFAULT 0 NOT NULL,
  lost          BIGINT        DEFAULT 0 NOT NULL,
  rescanWanted  BOOLEAN       DEFAULT FALSE NOT NULL,
  lossAccepted  BOOLEAN       DEFAULT FALSE NOT NULL,
  CONSTRAINT uq_watched_folder UNIQUE (folderKey)
) ${tableOptions};

-- Base addresses of folders that a web server serves (S3.7).
CREATE TABLE watched_base (
  baseID BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  folder VARCHAR(1024) NOT NULL,
  url    VARCHAR(1024) NOT NULL
) ${tableOptions};
