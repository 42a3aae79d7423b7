-- The lists of a folder and the search read nothing but an index, which is in their order, however many entries a folder has
-- (ADR 57). parentID and name tell an entry apart, so that nothing follows a name in an order. retain, kind and size are only there to be
-- read. The first index is the one of before with what it lacked.
CREATE INDEX ix_library_size ON library_entry (parentID, panel, sortRank, sortName, name, retain);
CREATE INDEX ix_library_name ON library_entry (parentID, panel, sortName, name, retain, kind, size);
DROP INDEX ix_library_listing ON library_entry;
