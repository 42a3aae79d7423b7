-- Names in the delivery folder that exports have taken whose jobs have not ended, so that no two take one.
-- nameKey: SHA-256 of the name, exact on every database and collation.
CREATE TABLE delivery_name (
  nameKey  CHAR(64) NOT NULL PRIMARY KEY,
  fk_jobID BIGINT   NOT NULL,
  CONSTRAINT fk_delivery_job FOREIGN KEY (fk_jobID) REFERENCES job (jobID) ON DELETE CASCADE
) ${tableOptions};
