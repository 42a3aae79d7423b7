-- The order in which people want to see outputs; those of the same place (all at first) are in the order of their size.
ALTER TABLE output ADD COLUMN place INT DEFAULT 0 NOT NULL;
