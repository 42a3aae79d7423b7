-- A job that is retried finds its file.
CREATE INDEX ix_watched_file_job ON watched_file (jobUUID);
