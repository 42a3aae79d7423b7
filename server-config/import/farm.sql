-- Takes over what a transcoding farm with the tables job, output, policy, interface knew: its policies, outputs, jobs and accounts.
-- src/site/import.md tells how. The old tables are in the database reelmill_import of the same server; this is run in Reelmill's database while
-- Reelmill is stopped:   mariadb reelmill < farm.sql      It may be run again: what is there stays.
START TRANSACTION;

-- Whatever was not 0, false or no was on. Numbers that Reelmill would not accept are left out.
UPDATE policy p JOIN reelmill_import.policy o ON o.policy = p.policy
   SET p.value = IF(LOWER(TRIM(o.value)) IN ('0', 'false', 'no'), '0', '1')
 WHERE o.policy IN ('ingestEnabled', 'transcodeEnabled', 'exportEnabled', 'verifyDuringIngest');
UPDATE policy p JOIN reelmill_import.policy o ON o.policy = p.policy
   SET p.value = TRIM(o.value)
 WHERE TRIM(o.value) REGEXP '^[0-9]{1,9}$'
   AND (o.policy = 'nodeTimeout' AND o.value >= 30 OR o.policy = 'failureTolerance' AND o.value >= 1);

-- An output is known by the name of its films, which is made of its height and rate. What the farm did not make is not made from now on.
UPDATE output n LEFT JOIN reelmill_import.output o ON o.maxY = n.maxY AND o.maxFramerate = n.maxFramerate
   SET n.active = COALESCE(o.active, FALSE), n.maxX = COALESCE(o.maxX, n.maxX), n.CRF = COALESCE(o.CRF, n.CRF),
       n.preset = COALESCE(o.preset, n.preset), n.profile = COALESCE(o.profile, n.profile),
       n.audioBitrate = COALESCE(o.audioBitrate, n.audioBitrate);
INSERT INTO output (active, maxY, maxX, CRF, preset, profile, maxFramerate, audioBitrate)
SELECT o.active, o.maxY, o.maxX, o.CRF, o.preset, o.profile, o.maxFramerate, o.audioBitrate
  FROM reelmill_import.output o
 WHERE NOT EXISTS (SELECT 1 FROM output n WHERE n.maxY = o.maxY AND n.maxFramerate = o.maxFramerate);

-- Jobs that have ended are history. A failed one can be retried: its film is looked for in the source folder and in the quarantine.
INSERT INTO job (jobUUID, sourceName, dateAdded, dateCompleted, status, completed, failed, cleaned, quarantineName, reason)
SELECT COALESCE(o.jobUUID, UNHEX(REPLACE(UUID(), '-', ''))), o.sourceName, COALESCE(o.dateAdded, o.dateCompleted, UTC_TIMESTAMP(3)),
       o.dateCompleted, o.status, o.status = 5, o.status = 13, TRUE, IF(o.status = 13, o.sourceName, NULL),
       IF(o.status = 13, 'It had failed in the farm before', NULL)
  FROM reelmill_import.job o
 WHERE o.status IN (5, 13)
   AND NOT EXISTS (SELECT 1 FROM job n WHERE n.jobUUID = o.jobUUID
                      OR n.sourceName = o.sourceName AND (o.dateAdded IS NULL OR n.dateAdded = o.dateAdded));

-- All others begin anew: parts of the old farm were cut by other rules, and nobody has compared them with the film.
INSERT INTO job (sourceName, dateAdded)
SELECT o.sourceName, o.dateAdded
  FROM reelmill_import.job o
 WHERE o.status NOT IN (5, 13)
   AND NOT EXISTS (SELECT 1 FROM job n
                    WHERE n.sourceName = o.sourceName AND (o.dateAdded IS NULL OR n.dateAdded = o.dateAdded));

-- Hashes of the old kind are not taken over: the accounts are switched off until an administrator gives them a first password. The hash below
-- is none of any password.
INSERT INTO account (version, username, username_key, role, password_hash, credential_version, created, disabled, must_change_password)
SELECT 0, o.username, LOWER(o.username), 'OPERATOR',
       CONCAT('PBKDF2WithHmacSHA512:210000:', REPEAT('A', 43), '=:', REPEAT('A', 86), '=='), 0, UTC_TIMESTAMP(3), TRUE, TRUE
  FROM reelmill_import.interface o
 WHERE o.username REGEXP '^[A-Za-z0-9._@-]{1,64}$'
   AND NOT EXISTS (SELECT 1 FROM account n WHERE n.username_key = LOWER(o.username));

COMMIT;
