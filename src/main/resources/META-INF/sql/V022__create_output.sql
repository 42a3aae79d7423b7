-- Renditions that every film gets (S4.8). Any SQL client may edit them (S4.56).
CREATE TABLE output (
  outputID     BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  active       BOOLEAN     DEFAULT TRUE     NOT NULL,
  maxY         INT         NOT NULL,
  maxX         INT         NOT NULL,
  CRF          INT         DEFAULT 23       NOT NULL,
  preset       VARCHAR(32) DEFAULT 'medium' NOT NULL,
  profile      VARCHAR(32) DEFAULT 'main'   NOT NULL,
  maxFramerate INT         DEFAULT 60       NOT NULL,
  audioBitrate INT         DEFAULT 128      NOT NULL,
  codec        VARCHAR(8)  DEFAULT 'H264'   NOT NULL,
  bitDepth     INT         DEFAULT 8        NOT NULL
) ${tableOptions};

INSERT INTO output (maxY, maxX, preset) VALUES (1080, 1920, 'superfast');
INSERT INTO output (maxY, maxX, preset) VALUES (720, 1280, 'superfast');
