-- The register of S3.5, with its names, columns and defaults, for any SQL client.
-- status: 1 registered, 2 a job is made of it, 3 its job has delivered, 4 its job failed, 5 the file is gone. Times in UTC.
-- That a file is registered once is the affair of watched_file: a key over 1024 characters is longer than MySQL can make it.
CREATE TABLE videos (
  id             INT           NOT NULL AUTO_INCREMENT PRIMARY KEY,
  main_dir       VARCHAR(512),
  des_video_path VARCHAR(1024) NOT NULL,
  status         INT           DEFAULT 1,
  created_date   DATETIME      DEFAULT CURRENT_TIMESTAMP,
  des_url        VARCHAR(1024)
) ${tableOptions};

CREATE INDEX idx_des_video_path ON videos (des_video_path${prefix255});
CREATE INDEX idx_status ON videos (status);
