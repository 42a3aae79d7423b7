-- What decides on which node a task may run.
-- codecs: those that the job's renditions need, separated by commas; set when it is planned or healed.
-- reserved: bytes that the running attempt may still write into the work folder; counts only while the task runs.
ALTER TABLE job ADD COLUMN codecs VARCHAR(64) DEFAULT '' NOT NULL;
ALTER TABLE ingestJob ADD COLUMN reserved BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE verifyJob ADD COLUMN reserved BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE exportJob ADD COLUMN reserved BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE transcodeJob ADD COLUMN reserved BIGINT DEFAULT 0 NOT NULL;
