-- H2 brings all that was changed to the disk, uncommitted pages included, each time that it takes ids for the next rows: every 32 of them.
-- What a kill leaves unused is lost, which does no harm.
${onlyH2}ALTER TABLE library_entry ALTER COLUMN entryID SET CACHE 10000;
${onlyH2}ALTER TABLE thumbnail ALTER COLUMN thumbnailID SET CACHE 10000;
