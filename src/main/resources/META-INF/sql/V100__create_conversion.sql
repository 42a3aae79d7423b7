-- What files may be converted to (S2.16). Any SQL client may edit rows; what does not fit is not offered.
-- aliases: other names that clients may ask by, separated by commas. suffix: behind the source's name without its extension, or
-- behind its whole name where it begins with two dots. outputs: names of outputs, one of which long videos are milled to by the pipeline.
CREATE TABLE conversion_type (
  name         VARCHAR(32)  NOT NULL PRIMARY KEY,
  aliases      VARCHAR(255) DEFAULT ''       NOT NULL,
  label        VARCHAR(255) NOT NULL,
  kind         VARCHAR(8)   NOT NULL,
  container    VARCHAR(8)   NOT NULL,
  suffix       VARCHAR(64)  NOT NULL,
  videoCodec   VARCHAR(8),
  quality      INT          DEFAULT 23       NOT NULL,
  preset       VARCHAR(32)  DEFAULT 'medium' NOT NULL,
  audioCodec   VARCHAR(8)   DEFAULT 'COPY'   NOT NULL,
  audioBitrate INT          DEFAULT 160      NOT NULL,
  output       VARCHAR(32),
  maxMegabytes INT          DEFAULT 102400   NOT NULL,
  active       BOOLEAN      DEFAULT TRUE     NOT NULL
) ${tableOptions};

INSERT INTO conversion_type (name, aliases, label, kind, container, suffix, videoCodec, quality)
  VALUES ('x264', 'libx264,h264', 'H.264 in Matroska; sound and subtitles are copied', 'VIDEO', 'MKV', '..converted264.mkv', 'H264', 23);
INSERT INTO conversion_type (name, aliases, label, kind, container, suffix, videoCodec, quality)
  VALUES ('x265', 'x256,libx265,h265,hevc', 'H.265 in Matroska; sound and subtitles are copied', 'VIDEO', 'MKV', '..converted265.mkv', 'H265', 28);
INSERT INTO conversion_type (name, aliases, label, kind, container, suffix, videoCodec, quality)
  VALUES ('av1', '', 'AV1 in Matroska; sound and subtitles are copied', 'VIDEO', 'MKV', '..convertedav1.mkv', 'AV1', 32);
INSERT INTO conversion_type (name, aliases, label, kind, container, suffix, videoCodec, quality, audioCodec, output)
  VALUES ('mp4', 'mp4-x264,mp4-h264', 'H.264 and AAC in MP4; text subtitles are converted', 'VIDEO', 'MP4', '.h264.mp4', 'H264', 23, 'AAC', '1080p60');
INSERT INTO conversion_type (name, aliases, label, kind, container, suffix, videoCodec, quality, audioCodec)
  VALUES ('mp4-x265', 'mp4-h265', 'H.265 and AAC in MP4; text subtitles are converted', 'VIDEO', 'MP4', '.h265.mp4', 'H265', 28, 'AAC');
INSERT INTO conversion_type (name, aliases, label, kind, container, suffix, quality)
  VALUES ('webp', '', 'WebP of quality 80; moving images stay moving', 'IMAGE', 'WEBP', '.webp', 80);
INSERT INTO conversion_type (name, aliases, label, kind, container, suffix, audioCodec)
  VALUES ('aac', 'm4a', 'AAC in M4A', 'AUDIO', 'M4A', '.m4a', 'AAC');
INSERT INTO conversion_type (name, aliases, label, kind, container, suffix, audioCodec, audioBitrate)
  VALUES ('opus', '', 'Opus', 'AUDIO', 'OPUS', '.opus', 'OPUS', 128);
INSERT INTO conversion_type (name, aliases, label, kind, container, suffix, audioCodec, audioBitrate)
  VALUES ('mp3', '', 'MP3', 'AUDIO', 'MP3', '.mp3', 'MP3', 192);
INSERT INTO conversion_type (name, aliases, label, kind, container, suffix, audioCodec)
  VALUES ('flac', '', 'FLAC, which keeps sound whole', 'AUDIO', 'FLAC', '.flac', 'FLAC');

-- What clients asked for (S2.8, S2.9). Times are UTC by the database's clock.
-- status: 0 to do, 1 in progress, 2 finished, 3 finished with errors, 4 rejected. received: bytes that have arrived.
-- whole: the file is there and its checksum right, so it may be claimed. errors: a JSON object with a list of texts. fence: grows with each claim.
-- fk_jobUUID: the pipeline job that a long video became; jobEnded: somebody must collect what came of it.
CREATE TABLE conversion_item (
  itemID         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  itemUUID       BINARY(16)   NOT NULL,
  account        BIGINT       NOT NULL,
  client         VARCHAR(64)  NOT NULL,
  idempotencyKey VARCHAR(255),
  fileName       VARCHAR(255) NOT NULL,
  conversionType VARCHAR(32)  NOT NULL,
  fileSize       BIGINT       NOT NULL,
  sha512         CHAR(128),
  received       BIGINT       DEFAULT 0     NOT NULL,
  whole          BOOLEAN      DEFAULT FALSE NOT NULL,
  status         INT          DEFAULT 0     NOT NULL,
  errors         VARCHAR(4000),
  resultName     VARCHAR(255),
  resultSize     BIGINT,
  resultSha512   CHAR(128),
  created        DATETIME(3)  NOT NULL,
  updated        DATETIME(3)  NOT NULL,
  started        DATETIME(3),
  node           VARCHAR(255),
  fk_nodeUUID    BINARY(16),
  thread         VARCHAR(255),
  fence          BIGINT       DEFAULT 0     NOT NULL,
  lease_until    DATETIME(3),
  attempts       INT          DEFAULT 0     NOT NULL,
  fk_jobUUID     BINARY(16),
  jobEnded       BOOLEAN      DEFAULT FALSE NOT NULL,
  CONSTRAINT uq_item_uuid UNIQUE (itemUUID),
  CONSTRAINT uq_item_key UNIQUE (account, client, idempotencyKey)
) ${tableOptions};

CREATE INDEX ix_item_client ON conversion_item (client, account, itemID);
CREATE INDEX ix_item_open ON conversion_item (status, whole, itemID);
CREATE INDEX ix_item_lease ON conversion_item (status, lease_until);
CREATE INDEX ix_item_account ON conversion_item (account, status);
CREATE INDEX ix_item_updated ON conversion_item (updated, status);
