-- The order in which jobs get work: their priority, with one point more for each `ageing` seconds since they were added. Two jobs never
-- change places by waiting, so it is one number, the smaller the sooner, and it holds whatever SQL writes the row.
ALTER TABLE job ADD COLUMN ageing BIGINT DEFAULT 600 NOT NULL;
ALTER TABLE job ADD COLUMN queueRank BIGINT GENERATED ALWAYS AS (
  TIMESTAMPDIFF(SECOND, TIMESTAMP '1970-01-01 00:00:00', COALESCE(dateAdded, TIMESTAMP '1970-01-01 00:00:00')) - ageing * priority
) ${stored};
CREATE INDEX ix_job_rank ON job (status, paused, queueRank, jobID);
