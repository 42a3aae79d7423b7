CREATE TABLE api_token (
  id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id  BIGINT NOT NULL,
  name        VARCHAR(64) NOT NULL,
  role        VARCHAR(16) NOT NULL,
  client_id   VARCHAR(64),
  -- SHA-256, hexadecimal
  secret_hash VARCHAR(64) NOT NULL,
  created     DATETIME(3) NOT NULL,
  expires     DATETIME(3) NOT NULL,
  last_used   DATETIME(3),
  revoked     DATETIME(3),
  CONSTRAINT uq_api_token_secret UNIQUE (secret_hash),
  CONSTRAINT fk_api_token_account FOREIGN KEY (account_id) REFERENCES account (id)
) ${tableOptions};

CREATE INDEX ix_api_token_account ON api_token (account_id, id);
