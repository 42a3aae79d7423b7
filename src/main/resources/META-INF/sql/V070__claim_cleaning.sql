-- Who deals with the files of an ended job now, and until when nobody else does: two that did it at a time could take away what a
-- job that was tried again meanwhile has begun anew.
ALTER TABLE job ADD COLUMN cleaner BINARY(16);
ALTER TABLE job ADD COLUMN cleaning_until DATETIME(3);
