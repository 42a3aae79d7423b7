-- Only ever inserted into.
CREATE TABLE audit_entry (
  id       BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  happened DATETIME(3) NOT NULL,
  actor    VARCHAR(64) NOT NULL,
  action   VARCHAR(64) NOT NULL,
  subject  VARCHAR(200) NOT NULL,
  detail   VARCHAR(1000) NOT NULL
) ${tableOptions};

CREATE INDEX ix_audit_entry_happened ON audit_entry (happened);
