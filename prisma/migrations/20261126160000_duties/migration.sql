-- Who met a duty or left it out, by which exception, and what a person states of a report.
ALTER TABLE "deadline"
    ADD COLUMN "may_be_left_out" TEXT[],
    ADD COLUMN "met_by_id" UUID,
    ADD COLUMN "not_needed_at" TIMESTAMPTZ(3),
    ADD COLUMN "not_needed_by_id" UUID,
    ADD COLUMN "not_needed_reason" TEXT,
    ADD COLUMN "not_needed_note" TEXT,
    ADD COLUMN "settled_at" TIMESTAMPTZ(3);

ALTER TABLE "report"
    ADD COLUMN "involved_reason" TEXT,
    ADD COLUMN "ongoing_measures" BOOLEAN,
    ADD COLUMN "abuse_reported" BOOLEAN,
    ADD COLUMN "feedback_requested_at" TIMESTAMPTZ(3);

-- The exceptions belong to the acts by which the reports were stamped.
UPDATE "deadline" SET "may_be_left_out" = CASE "rule"
    WHEN 'dk.confirm-receipt' THEN '{anonymous}'::text[]
    WHEN 'dk.feedback' THEN '{special-circumstances}'::text[]
    WHEN 'dk.child-interview' THEN '{maturity-or-nature}'::text[]
    WHEN 'no.confirm-receipt' THEN '{anonymous,groundless,special-considerations}'::text[]
    WHEN 'se.feedback' THEN '{unsuitable}'::text[]
    ELSE '{}'::text[]
END;

-- Duties that hold only when a person says so start then. One that runs with a due instant runs on.
UPDATE "deadline" SET "from_event" = law.from_event, "started_at" = NULL
FROM (VALUES ('dk.reassessment', 'measures-stated'), ('dk.child-interview', 'abuse-stated'), ('se.feedback', 'feedback-requested')) AS law(rule, from_event)
WHERE law.rule = "deadline"."rule" AND "deadline"."due_at" IS NULL AND "deadline"."met_at" IS NULL AND "deadline"."lapsed_at" IS NULL;

-- AddForeignKey
ALTER TABLE "deadline" ADD CONSTRAINT "deadline_met_by_id_fkey" FOREIGN KEY ("met_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "deadline" ADD CONSTRAINT "deadline_not_needed_by_id_fkey" FOREIGN KEY ("not_needed_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Whoever asks for duties that are owed asks for those neither met nor lapsed; one left out must be neither owed nor without a reason.
ALTER TABLE "deadline" ADD CONSTRAINT "deadline_not_needed_check"
    CHECK ("not_needed_at" IS NULL OR ("lapsed_at" IS NOT NULL AND "not_needed_reason" IS NOT NULL AND "not_needed_by_id" IS NOT NULL));

-- Few reports are in it: the overview asks for them alone.
CREATE INDEX "report_involved_idx" ON "report"("municipality_id", "assessed_at") WHERE "involved_reason" IS NOT NULL;
