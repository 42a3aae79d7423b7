-- The version of the program that a node runs; null: it is from before this column. Nodes of neighbouring versions work side by side.
ALTER TABLE node ADD COLUMN version VARCHAR(32);
