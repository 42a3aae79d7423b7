-- The tables of an old media manager (S0.35), small, as a dump has them.
CREATE TABLE files (
  item_path VARCHAR(700) NOT NULL PRIMARY KEY,
  name VARCHAR(255),
  type VARCHAR(16),
  mediacache VARCHAR(255),
  images INT,
  videos INT,
  size BIGINT,
  lastupdate INT,
  retain VARCHAR(16)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
INSERT INTO files VALUES ('/mnt/films/a.mp4', 'a.mp4', 'video', 'pending', 0, 0, 12, 1600000000, 'retain');
CREATE TABLE settings (source_path VARCHAR(255), deleted_path VARCHAR(255), allow_register TINYINT(1)) ENGINE=InnoDB;
INSERT INTO settings VALUES ('/mnt/films', '/mnt/garbage', 0);
CREATE TABLE users (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  username VARCHAR(80) NOT NULL UNIQUE,
  password VARCHAR(255) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
INSERT INTO users VALUES (1, 'Katherine', 'pbkdf2:sha256:150000$abc$def');
INSERT INTO users VALUES (2, 'two words', 'pbkdf2:sha256:150000$abc$def');
