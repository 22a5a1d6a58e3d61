-- Emptying a table at once is a change too.
CREATE TRIGGER arrival_is_never_emptied BEFORE TRUNCATE ON "arrival" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_is_never_emptied BEFORE TRUNCATE ON "audit_entry" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
