-- What a node can do, as it measured itself, and how it stands.
-- labels: words that the operator gave it, separated by commas. codecs: those whose known-answer encode it passed last.
-- drain: it finishes what is in hand and takes nothing new. reason: why it is not authorised.
-- suspended: since when the mill distrusts it. With authorise = FALSE it waits for its cool-down or its operator, with
-- authorise = TRUE it is on trial; NULL for a node that nobody distrusts.
-- hindrances: what keeps it from its roles just now, a line each: stage, code, text. notice: what its operator should know.
ALTER TABLE node ADD COLUMN labels VARCHAR(1024) DEFAULT '' NOT NULL;
ALTER TABLE node ADD COLUMN cores INT DEFAULT 0 NOT NULL;
ALTER TABLE node ADD COLUMN memoryBytes BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE node ADD COLUMN codecs VARCHAR(64) DEFAULT '' NOT NULL;
ALTER TABLE node ADD COLUMN drain BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE node ADD COLUMN reason VARCHAR(2000);
ALTER TABLE node ADD COLUMN suspended DATETIME(3);
ALTER TABLE node ADD COLUMN hindrances VARCHAR(4000) DEFAULT '' NOT NULL;
ALTER TABLE node ADD COLUMN notice VARCHAR(2000);
