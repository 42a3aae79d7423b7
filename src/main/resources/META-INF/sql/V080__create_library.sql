-- The folder trees that people browse (M5). topID and garbageID: the entries where its two trees begin.
-- trouble: why nothing may be pruned or purged now: its marker is gone, or too much vanished at once ("mount lost").
-- vanished: what a scan that is under way has missed so far, in files.
CREATE TABLE library_root (
  rootID        BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name          VARCHAR(64)   NOT NULL,
  folder        VARCHAR(4096) NOT NULL,
  garbage       VARCHAR(4096) NOT NULL,
  readOnly      BOOLEAN       DEFAULT FALSE NOT NULL,
  topID         BIGINT        NOT NULL,
  garbageID     BIGINT        NOT NULL,
  trouble       VARCHAR(500),
  vanished      BIGINT        DEFAULT 0 NOT NULL,
  lossAccepted  BOOLEAN       DEFAULT FALSE NOT NULL,
  scanned       DATETIME(3),
  CONSTRAINT uq_library_root UNIQUE (name)
) ${tableOptions};

-- What is in them, as it was found last. A folder's row sums up all rows below it, to any depth; each row counts in the row of
-- its parent by the same columns, so that a change is one difference that goes up. pending: folders that nobody has read yet;
-- retained: rows that must not be removed; both with the row itself. nameKey: the name in UTF-8, because names are told apart by
-- their bytes, trailing blanks and case included. parentID 0: the top of a tree. No foreign keys: a folder moves with all that is
-- below it by one row.
-- kind: 0 folder, 1 image, 2 video, 3 audio, 4 text, 5 other file, 6 link, 7 neither file nor folder.
-- state: 0 pending, 1 measured, 2 unreadable (reason in trouble).
-- mediaState: null nothing to find out, 0 to be found out, 1 found out, 2 failed.
CREATE TABLE library_entry (
  entryID      BIGINT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  parentID     BIGINT          NOT NULL,
  nameKey      VARBINARY(1024) NOT NULL,
  name         VARCHAR(255)    NOT NULL,
  sortName     VARCHAR(64)     NOT NULL,
  kind         SMALLINT        NOT NULL,
  state        SMALLINT        NOT NULL,
  size         BIGINT          DEFAULT 0 NOT NULL,
  files        BIGINT          DEFAULT 0 NOT NULL,
  images       BIGINT          DEFAULT 0 NOT NULL,
  videos       BIGINT          DEFAULT 0 NOT NULL,
  pending      BIGINT          DEFAULT 0 NOT NULL,
  retained     BIGINT          DEFAULT 0 NOT NULL,
  modified     BIGINT          DEFAULT 0 NOT NULL,
  inode        BIGINT          DEFAULT 0 NOT NULL,
  changed      DATETIME(3)     NOT NULL,
  trouble      VARCHAR(255),
  retain       BOOLEAN         DEFAULT FALSE NOT NULL,
  retainReason VARCHAR(255),
  retainUntil  DATETIME(3),
  mediaState   SMALLINT,
  width        INT,
  height       INT,
  codec        VARCHAR(32),
  seconds      DOUBLE,
  taken        DATETIME(3),
  removedFrom  VARCHAR(4096),
  removedAt    DATETIME(3),
  removedBy    VARCHAR(64),
  panel        SMALLINT GENERATED ALWAYS AS (CASE WHEN kind = 0 THEN 0 ELSE 1 END) ${stored},
  sortRank     BIGINT GENERATED ALWAYS AS (CASE WHEN pending > 0 THEN 1 ELSE -size END) ${stored},
  CONSTRAINT uq_library_entry UNIQUE (parentID, nameKey)
) ${tableOptions};
-- S0.11: by size, biggest first, what is pending last, then by name
CREATE INDEX ix_library_listing ON library_entry (parentID, panel, sortRank, sortName);
CREATE INDEX ix_library_media ON library_entry (mediaState, entryID);
CREATE INDEX ix_library_retain ON library_entry (retainUntil);
CREATE INDEX ix_library_removed ON library_entry (removedAt);

-- Scans that are asked for or under way; one for a folder at a time. Folder 0 stands for the look into media files, wherever they
-- are. aliveUntil: prolonged by the server that runs it; null while it waits. executionID: the last execution of Jakarta Batch.
-- doubts: folders of which nothing could be pruned.
CREATE TABLE library_scan (
  scanID      BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  folderID    BIGINT      NOT NULL,
  actor       VARCHAR(64) NOT NULL,
  requested   DATETIME(3) NOT NULL,
  aliveUntil  DATETIME(3),
  executionID BIGINT,
  stopping    BOOLEAN     DEFAULT FALSE NOT NULL,
  folders     BIGINT      DEFAULT 0 NOT NULL,
  doubts      BIGINT      DEFAULT 0 NOT NULL,
  CONSTRAINT uq_library_scan UNIQUE (folderID)
) ${tableOptions};

-- What is being moved, written before a file is touched, so that a crash in the middle is found and finished or taken back
-- (ADR 24). step: 0 begun, 1 copied and compared, 2 in its place. One for an entry at a time.
CREATE TABLE library_transfer (
  transferID BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  entryID    BIGINT        NOT NULL,
  kind       VARCHAR(16)   NOT NULL,
  step       SMALLINT      DEFAULT 0 NOT NULL,
  source     VARCHAR(4096) NOT NULL,
  target     VARCHAR(4096) NOT NULL,
  parentID   BIGINT        NOT NULL,
  name       VARCHAR(255)  NOT NULL,
  removedFrom VARCHAR(4096),
  actor      VARCHAR(64)   NOT NULL,
  node       VARCHAR(255)  NOT NULL,
  aliveUntil DATETIME(3)   NOT NULL,
  bytes      BIGINT        DEFAULT 0 NOT NULL,
  copied     BIGINT        DEFAULT 0 NOT NULL,
  CONSTRAINT uq_library_transfer UNIQUE (entryID)
) ${tableOptions};
