-- Films on their way into the source folder, in pieces, by any node (tus 1.0). received: bytes that are on the disk, from which a
-- broken upload goes on. fence: grows with each piece; one that lost it counts no more. nameKey: SHA-256 of the name while it is
-- open, so that two uploads never want the same one.
CREATE TABLE upload (
  uploadID   BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  uploadUUID BINARY(16)    NOT NULL,
  name       VARCHAR(255)  NOT NULL,
  nameKey    CHAR(64),
  owner      VARCHAR(64)   NOT NULL,
  metadata   VARCHAR(4000) NOT NULL,
  sha256     CHAR(64),
  bytes      BIGINT        NOT NULL,
  received   BIGINT        DEFAULT 0 NOT NULL,
  fence      BIGINT        DEFAULT 0 NOT NULL,
  done       BOOLEAN       DEFAULT FALSE NOT NULL,
  expires    DATETIME(3)   NOT NULL,
  CONSTRAINT uq_upload UNIQUE (uploadUUID),
  CONSTRAINT uq_upload_name UNIQUE (nameKey)
) ${tableOptions};

CREATE INDEX ix_upload_owner ON upload (owner, done);
CREATE INDEX ix_upload_expires ON upload (expires);
