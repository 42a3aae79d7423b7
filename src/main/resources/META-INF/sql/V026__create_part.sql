-- Encoded files: one for each segment and rendition, written under the fence of the claim that made it.
CREATE TABLE part (
  partID            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  fk_transcodeJobID BIGINT       NOT NULL,
  rendition         VARCHAR(128) NOT NULL,
  fence             BIGINT       NOT NULL,
  frames            BIGINT       NOT NULL,
  bytes             BIGINT       NOT NULL,
  sha256            CHAR(64)     NOT NULL,
  secondsNum        BIGINT       NOT NULL,
  secondsDen        BIGINT       NOT NULL,
  streamHeaders     VARCHAR(128) NOT NULL,
  CONSTRAINT uq_part UNIQUE (fk_transcodeJobID, rendition),
  CONSTRAINT fk_part_segment FOREIGN KEY (fk_transcodeJobID) REFERENCES transcodeJob (transcodeJobID) ON DELETE CASCADE
) ${tableOptions};
