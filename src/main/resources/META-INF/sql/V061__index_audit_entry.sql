-- The audit log is filtered by who and what, newest first.
CREATE INDEX ix_audit_entry_actor ON audit_entry (actor, id);
CREATE INDEX ix_audit_entry_action ON audit_entry (action, id);
