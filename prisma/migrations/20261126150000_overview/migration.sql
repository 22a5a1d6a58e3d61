-- The overview looks at deadlines that run, whatever the state of their report; met ones, however many, cost it nothing.
CREATE INDEX "deadline_running_idx" ON "deadline"("due_at") WHERE "met_at" IS NULL AND "lapsed_at" IS NULL AND "due_at" IS NOT NULL;

-- History and the compliance report read the deadlines that fell due in their period.
CREATE INDEX "deadline_due_idx" ON "deadline"("due_at") WHERE "due_at" IS NOT NULL;

-- Few steps fire late, so the history of lateness need not look through all of them.
CREATE INDEX "escalation_late_idx" ON "escalation"("fired_at") WHERE "late";
