-- A second attempt at a segment, beside the one whose node is slow. Its claim is fk_backupUUID + backupFence + backup_until.
-- backupFence stays when the attempt has ended: the next claim of either kind takes a number above it and above fence.
ALTER TABLE transcodeJob ADD COLUMN backupFence BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE transcodeJob ADD COLUMN fk_backupUUID BINARY(16);
ALTER TABLE transcodeJob ADD COLUMN backup_until DATETIME(3);
CREATE INDEX ix_transcode_backup ON transcodeJob (backup_until);
