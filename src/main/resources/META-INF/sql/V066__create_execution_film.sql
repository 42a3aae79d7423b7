-- Which executions worked on which film jobs, and how many segments they made of each. Goes with the execution.
CREATE TABLE execution_film (
  jobUUID           BINARY(16) NOT NULL,
  fk_jobExecutionID BIGINT     NOT NULL,
  segments          INT        DEFAULT 0 NOT NULL,
  PRIMARY KEY (jobUUID, fk_jobExecutionID),
  CONSTRAINT fk_film_execution FOREIGN KEY (fk_jobExecutionID) REFERENCES JOB_EXECUTION (JOBEXECUTIONID) ON DELETE CASCADE
) ${tableOptions};
