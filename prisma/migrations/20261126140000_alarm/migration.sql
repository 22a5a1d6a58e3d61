CREATE TYPE "alarm_severity" AS ENUM ('red', 'amber');

-- An alarm says how bad it is, what exactly it is about, who has seen it and whom it was told; some concern the whole installation.
ALTER TABLE "alarm"
    ALTER COLUMN "municipality_id" DROP NOT NULL,
    ADD COLUMN "key" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "severity" "alarm_severity" NOT NULL DEFAULT 'red',
    ADD COLUMN "seen_at" TIMESTAMPTZ(3),
    ADD COLUMN "seen_by_id" UUID,
    ADD COLUMN "told_at" TIMESTAMPTZ(3),
    ADD COLUMN "settled_reason" TEXT;
ALTER TABLE "alarm" ALTER COLUMN "key" DROP DEFAULT, ALTER COLUMN "severity" DROP DEFAULT;

CREATE TABLE "audit_run" (
    "id" UUID NOT NULL,
    "municipality_id" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "checked" INTEGER NOT NULL DEFAULT 0,
    "findings" INTEGER NOT NULL DEFAULT 0,
    "complete" BOOLEAN NOT NULL DEFAULT false,
    "cursor" JSONB,

    CONSTRAINT "audit_run_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "alarm" ADD CONSTRAINT "alarm_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipality"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "alarm" ADD CONSTRAINT "alarm_seen_by_id_fkey" FOREIGN KEY ("seen_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "audit_run" ADD CONSTRAINT "audit_run_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipality"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE INDEX "audit_run_started_at_idx" ON "audit_run"("started_at");

-- One open alarm for each municipality, code and key; the installation's own have no municipality. Cleared ones are history and cost nothing here.
DROP INDEX "alarm_open_key";
CREATE UNIQUE INDEX "alarm_open_key" ON "alarm"((COALESCE("municipality_id", '00000000-0000-0000-0000-000000000000'::uuid)), "code", "key") WHERE "cleared_at" IS NULL;

CREATE INDEX "alarm_settled_idx" ON "alarm"("municipality_id", "code", "key") WHERE "settled_reason" IS NOT NULL;
