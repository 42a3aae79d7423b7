-- What the mill did in each minute (UTC), summed up once from the attempts, so that charts need not count them.
CREATE TABLE throughput (
  began      DATETIME(3) NOT NULL PRIMARY KEY,
  frames     BIGINT      NOT NULL,
  filmMillis BIGINT      NOT NULL,
  segments   BIGINT      NOT NULL,
  failures   BIGINT      NOT NULL
) ${tableOptions};
-- the list of jobs, by who asked and by when they ended
CREATE INDEX ix_job_client ON job (client, jobID);
CREATE INDEX ix_job_ended ON job (dateCompleted);
