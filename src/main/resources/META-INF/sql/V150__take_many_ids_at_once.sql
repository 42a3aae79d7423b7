-- Each time that H2 takes ids for the next rows it brings all that was changed to the disk, uncommitted pages included: every 32 rows, which
-- was nine tenths of the time of a first scan. What a kill leaves unused is lost, which does no harm.
${onlyH2}ALTER TABLE library_entry ALTER COLUMN entryID SET CACHE 10000;
${onlyH2}ALTER TABLE thumbnail ALTER COLUMN thumbnailID SET CACHE 10000;
