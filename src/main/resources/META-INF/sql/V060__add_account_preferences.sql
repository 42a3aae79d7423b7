-- How somebody wants the pages to look: names of the enums in org.reelmill.account.Preferences.
ALTER TABLE account ADD COLUMN language VARCHAR(16) DEFAULT 'BROWSER' NOT NULL;
ALTER TABLE account ADD COLUMN theme VARCHAR(16) DEFAULT 'SYSTEM' NOT NULL;
