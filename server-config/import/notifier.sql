-- Takes over the register of a video notifier: the rows of its table videos, under their numbers as far as these are free. src/site/import.md tells
-- how. The old table is in the database reelmill_import of the same server; this is run in Reelmill's database, before the folder is watched:
-- mariadb reelmill < notifier.sql      It may be run again. Of two rows with one path the older one is taken.
INSERT INTO videos (id, main_dir, des_video_path, status, created_date, des_url)
SELECT IF(taken.id IS NULL, o.id, NULL), o.main_dir, o.des_video_path, o.status, o.created_date, o.des_url
  FROM reelmill_import.videos o
  JOIN (SELECT MIN(id) AS id FROM reelmill_import.videos GROUP BY BINARY des_video_path) oldest ON oldest.id = o.id
  LEFT JOIN videos taken ON taken.id = o.id
 WHERE NOT EXISTS (SELECT 1 FROM videos n WHERE n.des_video_path = o.des_video_path)
 ORDER BY taken.id IS NOT NULL, o.id;
