-- Of a folder: a hash of what its listing on the disk was when it was compared last, names with sizes, times and inodes (ADR 60). A scan
-- that finds the same one reads no rows of it. Null: to be compared.
ALTER TABLE library_entry ADD COLUMN listing BIGINT;
