-- Previews that were asked for (S0.20, S0.23). Their files lie in the work folder, in preview/ under the cacheKey, and may be deleted
-- at any time: what is asked for again is made again. Times are UTC by the database's clock.
-- origin: entry:{id} of the library, or film:{job's uuid}/{name} of a published film. modified (microseconds since 1970) and size: of the file
-- that it shows; another file gets another cacheKey. kind: 0 image, 1 film. state: 0 pending, 1 in hand, 2 ready, 3 failed.
-- fence: grows with each claim. sheets: files with tiles to find a moment by. asked: when somebody last wanted to see it, to the hour.
CREATE TABLE thumbnail (
  thumbnailID BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  origin      VARCHAR(300) NOT NULL,
  topic       VARCHAR(64)  NOT NULL,
  modified    BIGINT       NOT NULL,
  size        BIGINT       NOT NULL,
  cacheKey    CHAR(32)     NOT NULL,
  kind        INT          NOT NULL,
  state       INT          DEFAULT 0     NOT NULL,
  attempts    INT          DEFAULT 0     NOT NULL,
  reason      VARCHAR(500),
  fence       BIGINT       DEFAULT 0     NOT NULL,
  node        VARCHAR(255),
  lease_until DATETIME(3),
  format      VARCHAR(8),
  width       INT,
  height      INT,
  seconds     DOUBLE,
  sheets      INT          DEFAULT 0     NOT NULL,
  clip        BOOLEAN      DEFAULT FALSE NOT NULL,
  bytes       BIGINT       DEFAULT 0     NOT NULL,
  asked       DATETIME(3)  NOT NULL,
  CONSTRAINT uq_thumbnail_origin UNIQUE (origin)
) ${tableOptions};

CREATE INDEX ix_thumbnail_open ON thumbnail (state, asked);
CREATE INDEX ix_thumbnail_lease ON thumbnail (state, lease_until);
CREATE INDEX ix_thumbnail_key ON thumbnail (cacheKey);
