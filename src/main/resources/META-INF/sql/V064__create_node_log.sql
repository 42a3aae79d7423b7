-- The latest log lines of each node, so that one looks at them without going to its machine. Bounded for each node.
CREATE TABLE node_log (
  id       BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  nodeUUID BINARY(16)    NOT NULL,
  logged   DATETIME(3)   NOT NULL,
  level    VARCHAR(8)    NOT NULL,
  message  VARCHAR(1000) NOT NULL
) ${tableOptions};

CREATE INDEX ix_node_log ON node_log (nodeUUID, id);
CREATE INDEX ix_node_log_logged ON node_log (logged);
