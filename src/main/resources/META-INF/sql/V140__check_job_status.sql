-- Rows may be written by hand (X9): one whose status is none of S4.1's would keep every list from being shown.
UPDATE job SET status = 13, reason = 'Its row had a status that there is not'
  WHERE status NOT IN (0, 1, 2, 3, 4, 5, 13, 14, 15);
ALTER TABLE job ADD CONSTRAINT ck_job_status CHECK (status IN (0, 1, 2, 3, 4, 5, 13, 14, 15));
