CREATE TABLE account (
  id                   BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version              INTEGER NOT NULL,
  username             VARCHAR(64) NOT NULL,
  -- what the name is compared by; case folding may make it longer
  username_key         VARCHAR(192) NOT NULL,
  role                 VARCHAR(16) NOT NULL,
  password_hash        VARCHAR(255) NOT NULL,
  credential_version   INTEGER NOT NULL,
  created              DATETIME(3) NOT NULL,
  disabled             BOOLEAN NOT NULL,
  must_change_password BOOLEAN NOT NULL,
  -- 1 or null: the key lets only one of several first registrations through
  first_administrator  INTEGER,
  CONSTRAINT uq_account_username UNIQUE (username_key),
  CONSTRAINT uq_account_first_administrator UNIQUE (first_administrator)
) ${tableOptions};
