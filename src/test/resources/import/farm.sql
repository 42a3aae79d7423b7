-- The tables of an old farm (S4.5 to S4.10), small, as a dump has them.
CREATE TABLE job (
  jobID INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  jobUUID BINARY(16) UNIQUE,
  sourceName VARCHAR(32) NOT NULL,
  dateAdded DATETIME,
  dateCompleted DATETIME,
  status INT NOT NULL DEFAULT 0,
  completed TINYINT(1) NOT NULL DEFAULT 0,
  failed TINYINT(1) NOT NULL DEFAULT 0,
  mediaInfo TEXT
) ENGINE=InnoDB DEFAULT CHARSET=latin1;
INSERT INTO job VALUES (1, UNHEX('00112233445566778899AABBCCDDEEFF'), 'done.mp4', '2019-05-01 10:00:00', '2019-05-01 11:30:00', 5, 1, 0, '');
INSERT INTO job VALUES (2, UNHEX('10112233445566778899AABBCCDDEEFF'), 'broken.mkv', '2019-05-02 10:00:00', NULL, 13, 0, 1, '{}');
INSERT INTO job VALUES (3, UNHEX('20112233445566778899AABBCCDDEEFF'), 'half way.mov', '2019-05-03 10:00:00', NULL, 2, 0, 0, '{}');
INSERT INTO job VALUES (4, NULL, 'waiting.mp4', NULL, NULL, 0, 0, 0, NULL);
INSERT INTO job VALUES (5, UNHEX('30112233445566778899AABBCCDDEEFF'), 'done.mp4', '2019-06-01 10:00:00', '2019-06-01 11:30:00', 5, 1, 0, '');
CREATE TABLE transcodeJob (
  transcodeJobID INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  fk_jobUUID BINARY(16) NOT NULL,
  fk_nodeUUID BINARY(16) UNIQUE,
  segmentPart INT NOT NULL,
  status INT NOT NULL DEFAULT 0,
  failures INT NOT NULL DEFAULT 0,
  UNIQUE (segmentPart, fk_jobUUID)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;
INSERT INTO transcodeJob VALUES (1, UNHEX('20112233445566778899AABBCCDDEEFF'), NULL, 0, 2, 0);
CREATE TABLE output (
  outputID INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  active TINYINT(1) NOT NULL DEFAULT 1,
  maxY INT NOT NULL,
  maxX INT NOT NULL,
  CRF INT NOT NULL DEFAULT 23,
  preset VARCHAR(16) NOT NULL DEFAULT 'medium',
  profile VARCHAR(16) NOT NULL DEFAULT 'main',
  maxFramerate INT NOT NULL DEFAULT 60,
  audioBitrate INT NOT NULL DEFAULT 128
) ENGINE=InnoDB DEFAULT CHARSET=latin1;
INSERT INTO output VALUES (1, 1, 1080, 1920, 20, 'slow', 'high', 60, 192);
INSERT INTO output VALUES (2, 1, 480, 854, 25, 'superfast', 'main', 30, 96);
CREATE TABLE policy (
  policyID INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  policy VARCHAR(64) NOT NULL UNIQUE,
  value TEXT NOT NULL,
  value_type VARCHAR(16) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=latin1;
INSERT INTO policy VALUES (1, 'ingestEnabled', '1', 'boolean');
INSERT INTO policy VALUES (2, 'exportEnabled', 'No', 'boolean');
INSERT INTO policy VALUES (3, 'terminateAll', '1', 'boolean');
INSERT INTO policy VALUES (4, 'nodeTimeout', '1200', 'integer');
INSERT INTO policy VALUES (5, 'verifyDuringIngest', '0', 'boolean');
INSERT INTO policy VALUES (6, 'failureTolerance', 'five', 'integer');
INSERT INTO policy VALUES (7, 'ofItsOwn', 'x', 'other');
CREATE TABLE interface (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  username VARCHAR(64) NOT NULL UNIQUE,
  password VARCHAR(255) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=latin1;
INSERT INTO interface VALUES (1, 'admin', '$2b$12$abcdefghijklmnopqrstuuJQvYzF7m1pC1vYzF7m1pC1vYzF7m1p');
INSERT INTO interface VALUES (2, 'Grace', '$2b$12$abcdefghijklmnopqrstuuJQvYzF7m1pC1vYzF7m1pC1vYzF7m1p');
INSERT INTO interface VALUES (3, 'a:colon', '$2b$12$abcdefghijklmnopqrstuuJQvYzF7m1pC1vYzF7m1pC1vYzF7m1p');
