-- The newest first, in the order of an index as the other lists are (ADR 57). It is the narrowest of the three, so that it counts as well.
CREATE INDEX ix_library_newest ON library_entry (parentID, panel, modified DESC, entryID DESC, retain);
