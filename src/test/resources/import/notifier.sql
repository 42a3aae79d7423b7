-- The register of an old video notifier (S3.5), small, as a dump has it; one path was registered twice.
CREATE TABLE videos (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  main_dir VARCHAR(512),
  des_video_path VARCHAR(1024) NOT NULL,
  status INT DEFAULT 1,
  created_date DATETIME DEFAULT CURRENT_TIMESTAMP,
  des_url VARCHAR(1024)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
INSERT INTO videos VALUES (1, '/srv/v', '/srv/v/a.mp4', 1, '2023-01-01 08:00:00', 'http://files/v/a.mp4');
INSERT INTO videos VALUES (2, '/srv/v', '/srv/v/b.mp4', 1, '2023-01-02 08:00:00', '');
INSERT INTO videos VALUES (3, '/srv/v', '/srv/v/a.mp4', 1, '2023-01-03 08:00:00', 'http://files/v/a.mp4');
INSERT INTO videos VALUES (7, '/srv/v', '/srv/v/A.mp4', 1, '2023-01-04 08:00:00', NULL);
