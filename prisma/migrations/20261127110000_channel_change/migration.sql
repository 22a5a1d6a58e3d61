CREATE TYPE "change_decision" AS ENUM ('approved', 'rejected', 'withdrawn');

ALTER TABLE "mailbox" ADD COLUMN "probe_address" TEXT;

-- A change of how reports come in. It holds once a second person has approved it.
CREATE TABLE "channel_change" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "tried_at" TIMESTAMPTZ(3),
    "seen" JSONB,
    "problem" TEXT,
    "decision" "change_decision",
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" UUID,
    "reason" TEXT,

    CONSTRAINT "channel_change_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "channel_change_municipality_id_decision_idx" ON "channel_change"("municipality_id", "decision");
ALTER TABLE "channel_change" ADD CONSTRAINT "channel_change_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipality"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "channel_change" ADD CONSTRAINT "channel_change_proposed_by_id_fkey" FOREIGN KEY ("proposed_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "channel_change" ADD CONSTRAINT "channel_change_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;
-- Also for whoever writes past the program: nobody approves a change of their own.
ALTER TABLE "channel_change" ADD CONSTRAINT "channel_change_second_person" CHECK ("decision" <> 'approved' OR ("decided_by_id" IS NOT NULL AND "decided_by_id" <> "proposed_by_id"));

-- A synthetic mail through a real path. It is known by its secret token and becomes no report.
CREATE TABLE "channel_probe" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "change_id" UUID,
    "token_hash" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "arrived_at" TIMESTAMPTZ(3),
    "arrived_by" TEXT,
    "problem" TEXT,

    CONSTRAINT "channel_probe_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "channel_probe_token_hash_key" ON "channel_probe"("token_hash");
CREATE INDEX "channel_probe_municipality_id_address_asked_at_idx" ON "channel_probe"("municipality_id", "address", "asked_at");
ALTER TABLE "channel_probe" ADD CONSTRAINT "channel_probe_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipality"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "channel_probe" ADD CONSTRAINT "channel_probe_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "channel_change"("id") ON DELETE SET NULL ON UPDATE CASCADE;
