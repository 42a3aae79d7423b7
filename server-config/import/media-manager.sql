-- Takes over what a media manager with the tables files, settings, users knew: its accounts, and whether people may register. What was retained
-- is taken over by reelmill-cli admin import-retained; all else is found anew. src/site/import.md tells how. The old tables are in the database
-- reelmill_import of the same server; this is run in Reelmill's database:   mariadb reelmill < media-manager.sql      It may be run again.
START TRANSACTION;

UPDATE policy p JOIN reelmill_import.settings o ON p.policy = 'allowRegister'
   SET p.value = IF(o.allow_register, '1', '0');

-- Hashes of the old kind are not taken over: the accounts are switched off until an administrator gives them a first password. The hash below
-- is none of any password.
INSERT INTO account (version, username, username_key, role, password_hash, credential_version, created, disabled, must_change_password)
SELECT 0, o.username, LOWER(o.username), 'USER',
       CONCAT('PBKDF2WithHmacSHA512:210000:', REPEAT('A', 43), '=:', REPEAT('A', 86), '=='), 0, UTC_TIMESTAMP(3), TRUE, TRUE
  FROM reelmill_import.users o
 WHERE o.username REGEXP '^[A-Za-z0-9._@-]{1,64}$'
   AND NOT EXISTS (SELECT 1 FROM account n WHERE n.username_key = LOWER(o.username));

COMMIT;
