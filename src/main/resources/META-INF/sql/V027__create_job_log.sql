-- What happened to a job, in words, for its page.
CREATE TABLE job_log (
  logID    BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  fk_jobID BIGINT        NOT NULL,
  logged   DATETIME(3)   NOT NULL,
  node     VARCHAR(255)  NOT NULL,
  level    VARCHAR(8)    NOT NULL,
  message  VARCHAR(2000) NOT NULL,
  CONSTRAINT fk_log_job FOREIGN KEY (fk_jobID) REFERENCES job (jobID) ON DELETE CASCADE
) ${tableOptions};
CREATE INDEX ix_job_log ON job_log (fk_jobID, logID);
