-- The ledger: what has become of each file of a watched folder. pathKey, parentKey: SHA-256 of the path and of that of its folder;
-- the first makes that a file is registered once (D3.1), whoever looks and how often. inode, bytes, modified (ms since 1970) know
-- a file again that was renamed.
-- state: 0 settling, 1 registered, 2 refused, 3 gone. followUp: 0 none, 1 wanted, 2 in work, 3 done, 4 failed.
-- due: when it is looked at again. sourceName: what it is called in the source folder, noted before it is put there. result: where its MP4 is or
-- shall be, of one file only (D3.11).
CREATE TABLE watched_file (
  fileID     BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  folderID   BIGINT        NOT NULL,
  pathKey    CHAR(64)      NOT NULL,
  parentKey  CHAR(64)      NOT NULL,
  path       VARCHAR(4096) NOT NULL,
  bytes      BIGINT        NOT NULL,
  modified   BIGINT        NOT NULL,
  inode      BIGINT        NOT NULL,
  state      SMALLINT      NOT NULL,
  reason     VARCHAR(32),
  since      DATETIME(3)   NOT NULL,
  due        DATETIME(3),
  registered DATETIME(3),
  videoID    INT,
  followUp   SMALLINT      DEFAULT 0 NOT NULL,
  trouble    VARCHAR(500),
  sourceName VARCHAR(255),
  jobUUID    BINARY(16),
  result     VARCHAR(1024),
  resultKey  CHAR(64),
  CONSTRAINT uq_watched_file UNIQUE (pathKey),
  CONSTRAINT uq_watched_file_result UNIQUE (resultKey)
) ${tableOptions};

CREATE INDEX ix_watched_file_parent ON watched_file (folderID, parentKey);
CREATE INDEX ix_watched_file_inode ON watched_file (folderID, inode);
CREATE INDEX ix_watched_file_state ON watched_file (folderID, state, since);
CREATE INDEX ix_watched_file_registered ON watched_file (folderID, registered);
CREATE INDEX ix_watched_file_follow_up ON watched_file (folderID, followUp);
