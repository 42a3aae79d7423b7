-- Live settings for all nodes (S4.9). The application adds the rows that are missing, so that any SQL client can change them.
CREATE TABLE policy (
  policyID   BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  policy     VARCHAR(64)  NOT NULL,
  value      VARCHAR(255) NOT NULL,
  value_type VARCHAR(16)  NOT NULL,
  CONSTRAINT uq_policy UNIQUE (policy)
) ${tableOptions};
