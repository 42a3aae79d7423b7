-- Who changed which policy, and from what: for the history and for taking a change back. Only ever inserted into.
CREATE TABLE policy_change (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  policy       VARCHAR(64)  NOT NULL,
  value_before VARCHAR(255) NOT NULL,
  value_after  VARCHAR(255) NOT NULL,
  actor        VARCHAR(64)  NOT NULL,
  changed      DATETIME(3)  NOT NULL
) ${tableOptions};

CREATE INDEX ix_policy_change ON policy_change (policy, id);
