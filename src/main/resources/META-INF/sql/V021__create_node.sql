-- One row for each running server (S4.6). No task refers to it by a foreign key: a purged node must not take work with it (D4.1).
CREATE TABLE node (
  nodeID     BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  nodeUUID   BINARY(16)   NOT NULL,
  name       VARCHAR(255) NOT NULL,
  lastAccess DATETIME(3)  NOT NULL,
  joined     DATETIME(3)  NOT NULL,
  type       SMALLINT,
  roles      VARCHAR(64)  NOT NULL,
  slots      INT          NOT NULL,
  encoder    VARCHAR(128) NOT NULL,
  fk_jobUUID BINARY(16),
  isActive   BOOLEAN      DEFAULT FALSE NOT NULL,
  terminate  BOOLEAN      DEFAULT FALSE NOT NULL,
  authorise  BOOLEAN      DEFAULT TRUE  NOT NULL,
  CONSTRAINT uq_node_uuid UNIQUE (nodeUUID)
) ${tableOptions};
