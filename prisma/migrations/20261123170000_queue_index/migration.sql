-- Each urgency and state is one run of the queue, ordered by due instant and arrival; a page reads the head of each run.
-- No due instant sorts as the last one, so that one range holds "not overdue".
DROP INDEX "report_open_queue_idx";
CREATE INDEX "report_open_queue_idx" ON "report"("municipality_id", "urgency", "state", (COALESCE("due_at", 'infinity'::timestamptz)), "received_at", "id")
  WHERE "state" <> 'assessed';

-- "Mine": a report gets its place here only when somebody has it, so intake pays nothing.
CREATE INDEX "report_assigned_open_idx" ON "report"("assigned_to_id") WHERE "assigned_to_id" IS NOT NULL AND "state" <> 'assessed';
CREATE INDEX "report_acknowledged_open_idx" ON "report"("acknowledged_by_id") WHERE "acknowledged_by_id" IS NOT NULL AND "state" = 'acknowledged';
