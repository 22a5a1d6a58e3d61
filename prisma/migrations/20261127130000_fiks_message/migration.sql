CREATE TYPE "fiks_reply" AS ENUM ('mottatt', 'feilet', 'ugyldig');

-- A message of Fiks IO that was stored, and what its sender is still to be told.
CREATE TABLE "fiks_message" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "melding_id" TEXT NOT NULL,
    "concern_id" TEXT,
    "type" TEXT NOT NULL,
    "sender_account" TEXT,
    "report_id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "reply" "fiks_reply",
    "fault" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3),
    "reply_id" TEXT,
    "last_error" TEXT,

    CONSTRAINT "fiks_message_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "fiks_message_channel_id_melding_id_key" ON "fiks_message"("channel_id", "melding_id");
CREATE INDEX "fiks_message_channel_id_next_try_at_idx" ON "fiks_message"("channel_id", "next_try_at");
ALTER TABLE "fiks_message" ADD CONSTRAINT "fiks_message_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "fiks_message" ADD CONSTRAINT "fiks_message_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
