-- Versions of a policy are kept for ever: a report climbs by the one that was in force when it was created.
CREATE TABLE "escalation_policy" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "steps" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,

    CONSTRAINT "escalation_policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ladder" (
    "report_id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "clock" TEXT NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 0,
    "policy_id" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "next_step" INTEGER,
    "next_repeat" INTEGER,
    "next_step_at" TIMESTAMPTZ(3),
    "moved_at" TIMESTAMPTZ(3),
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "ladder_pkey" PRIMARY KEY ("report_id","clock")
);

-- What a late step still owes a person: many such steps make one notice, at the end of the sweep's pass.
CREATE TABLE "owed_notice" (
    "escalation_id" UUID NOT NULL,
    "recipient_key" TEXT NOT NULL,
    "means" "means" NOT NULL,
    "municipality_id" UUID NOT NULL,
    "recipient_id" UUID,
    "recipient_label" TEXT,
    "address" TEXT NOT NULL,
    "audience" TEXT NOT NULL,

    CONSTRAINT "owed_notice_pkey" PRIMARY KEY ("escalation_id","recipient_key","means")
);

-- CreateTable
CREATE TABLE "alarm" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "cleared_at" TIMESTAMPTZ(3),
    "detail" JSONB NOT NULL,

    CONSTRAINT "alarm_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "report" ADD COLUMN "alarm_at" TIMESTAMPTZ(3);
ALTER TABLE "unit" ADD COLUMN "next_unit_id" UUID;
ALTER TABLE "municipality" ADD COLUMN "out_of_hours" JSONB;
ALTER TABLE "escalation"
    ADD COLUMN "clock" TEXT NOT NULL DEFAULT 'acknowledge',
    ADD COLUMN "repeat" INTEGER NOT NULL DEFAULT 0;

-- Of an acute report "overdue" was the third step and is the fourth. A ladder that stood at its top had no repetitions and has them
-- now: nobody has acknowledged, so it climbs on, with the repetition that follows the due instant.
INSERT INTO "ladder" ("report_id", "municipality_id", "clock", "round", "started_at", "due_at", "next_step", "next_repeat", "next_step_at", "stopped_at")
SELECT r."id", r."municipality_id", 'acknowledge', r."ladder_round",
    COALESCE((SELECT max(a."at") FROM "audit_entry" a WHERE r."ladder_round" > 0 AND a."report_id" = r."id" AND a."action" = 'report.handed-back'), r."received_at"),
    r."due_at",
    CASE
        WHEN r."state" <> 'unacknowledged' THEN NULL
        WHEN COALESCE(r."next_step", 2) = 2 AND r."urgency" = 'acute' THEN 3
        ELSE COALESCE(r."next_step", 2)
    END,
    CASE WHEN r."state" = 'unacknowledged' THEN (CASE WHEN r."next_step" IS NULL THEN 1 ELSE 0 END) END,
    CASE
        WHEN r."state" <> 'unacknowledged' THEN NULL
        WHEN r."next_step_at" IS NOT NULL THEN r."next_step_at"
        ELSE COALESCE(r."due_at", r."received_at") + (CASE r."urgency" WHEN 'acute' THEN 2 WHEN 'high' THEN 4 WHEN 'normal' THEN 12 ELSE 24 END) * interval '1 hour'
    END,
    CASE WHEN r."state" <> 'unacknowledged' THEN r."acknowledged_at" END
FROM "report" r WHERE r."state" <> 'assessed';

-- The clocks of open limits had no ladder of their own. What was missed fires once, marked late.
INSERT INTO "ladder" ("report_id", "municipality_id", "clock", "started_at", "due_at", "next_step", "next_repeat", "next_step_at")
SELECT r."id", r."municipality_id", d."rule", COALESCE(d."started_at", r."received_at"), d."due_at", 0, 0,
    COALESCE(d."started_at", r."received_at") + GREATEST(d."due_at" - COALESCE(d."started_at", r."received_at"), interval '0')
      * (CASE WHEN d."gates_queue" THEN 0.5 ELSE 0.75 END)
FROM "report" r JOIN "deadline" d ON d."report_id" = r."id"
WHERE r."state" <> 'assessed' AND d."met_at" IS NULL AND d."lapsed_at" IS NULL AND d."due_at" IS NOT NULL
    AND d."applies_to" <> 'special-cases';

-- DropIndex
DROP INDEX "escalation_report_id_round_step_key";
DROP INDEX "report_next_step_at_idx";

-- AlterTable
ALTER TABLE "report" DROP COLUMN "next_step", DROP COLUMN "next_step_at", DROP COLUMN "ladder_round";

-- CreateIndex
CREATE UNIQUE INDEX "escalation_policy_municipality_id_version_key" ON "escalation_policy"("municipality_id", "version");
CREATE UNIQUE INDEX "escalation_report_id_clock_round_step_repeat_key" ON "escalation"("report_id", "clock", "round", "step", "repeat");

CREATE INDEX "owed_notice_recipient_key_idx" ON "owed_notice"("recipient_key");
CREATE INDEX "alarm_municipality_id_raised_at_idx" ON "alarm"("municipality_id", "raised_at");

-- An alarm that is open is raised once, however often its cause is found.
CREATE UNIQUE INDEX "alarm_open_key" ON "alarm"("municipality_id", "code") WHERE "cleared_at" IS NULL;

-- An idle sweep looks only at ladders that climb, however many reports there are.
CREATE INDEX "ladder_next_step_at_idx" ON "ladder"("next_step_at") WHERE "next_step_at" IS NOT NULL;

-- Reports in alarm stand on top of the queue: they are runs of their own in its index, so that no page walks past them.
DROP INDEX "report_open_queue_idx";
CREATE INDEX "report_open_queue_idx" ON "report"("municipality_id", "urgency", "state", (CASE WHEN "alarm_at" IS NULL THEN 0 ELSE 1 END),
  (COALESCE("due_at", 'infinity'::timestamptz)), "received_at", "id") WHERE "state" <> 'assessed';

-- AddForeignKey
ALTER TABLE "ladder" ADD CONSTRAINT "ladder_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ladder" ADD CONSTRAINT "ladder_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "escalation_policy"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "owed_notice" ADD CONSTRAINT "owed_notice_escalation_id_fkey" FOREIGN KEY ("escalation_id") REFERENCES "escalation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "unit" ADD CONSTRAINT "unit_next_unit_id_fkey" FOREIGN KEY ("next_unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A policy by which reports climb never changes.
CREATE TRIGGER escalation_policy_is_immutable BEFORE UPDATE OR DELETE ON "escalation_policy" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER escalation_policy_is_never_emptied BEFORE TRUNCATE ON "escalation_policy" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
