-- Clients of the routes before us ask what changed since a time (S0.24), and a preview that was made is news of its file.
ALTER TABLE thumbnail ADD COLUMN changed DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) NOT NULL;

CREATE INDEX ix_thumbnail_changed ON thumbnail (topic, changed);
