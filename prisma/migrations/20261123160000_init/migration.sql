-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "country" AS ENUM ('dk', 'no', 'se');

-- CreateEnum
CREATE TYPE "channel_kind" AS ENUM ('form', 'email', 'secure_post', 'phone', 'letter', 'api');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('caseworker', 'supervisor', 'administrator');

-- CreateEnum
CREATE TYPE "urgency" AS ENUM ('acute', 'high', 'normal', 'not_a_report');

-- CreateEnum
CREATE TYPE "read_status" AS ENUM ('pending', 'read', 'unreadable');

-- CreateEnum
CREATE TYPE "report_state" AS ENUM ('unacknowledged', 'acknowledged', 'assessed');

-- CreateEnum
CREATE TYPE "deadline_basis" AS ENUM ('statutory', 'target');

-- CreateEnum
CREATE TYPE "notice_kind" AS ENUM ('escalation', 'digest');

-- CreateEnum
CREATE TYPE "notice_status" AS ENUM ('queued', 'sending', 'sent', 'failed', 'not_needed');

-- CreateTable
CREATE TABLE "municipality" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "country" "country" NOT NULL,
    "time_zone" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "mail_domains" TEXT[],
    "mail_addresses" TEXT[],
    "digest_time" TEXT NOT NULL DEFAULT '07:30',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "municipality_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "is_intake" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "unit_id" UUID,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "duty_officer" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "kind" "channel_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "last_checked_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "last_error_at" TIMESTAMPTZ(3),
    "cursor" JSONB,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "arrival" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "raw" BYTEA NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "envelope" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at_source" TEXT NOT NULL,
    "stored_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "arrival_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "unit_id" UUID,
    "arrival_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "channel_kind" "channel_kind" NOT NULL,
    "ref" TEXT NOT NULL,
    "receipt_code" TEXT NOT NULL,
    "country" "country" NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "stored_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "report_state" NOT NULL DEFAULT 'unacknowledged',
    "urgency" "urgency" NOT NULL,
    "urgency_reasons" JSONB NOT NULL,
    "read_status" "read_status" NOT NULL DEFAULT 'pending',
    "read_at" TIMESTAMPTZ(3),
    "subject" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL DEFAULT '',
    "html" TEXT,
    "notifier" JSONB,
    "flags" TEXT[],
    "due_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by_id" UUID,
    "assigned_to_id" UUID,
    "assessed_at" TIMESTAMPTZ(3),
    "assessed_by_id" UUID,
    "outcome" TEXT,
    "outcome_reason" TEXT,
    "next_step" INTEGER,
    "next_step_at" TIMESTAMPTZ(3),
    "ladder_round" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "child" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT,
    "national_id" TEXT,
    "birth_date" TEXT,
    "address" TEXT,
    "whereabouts" TEXT,
    "school" TEXT,
    "unborn" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "child_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "flags" TEXT[],

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deadline" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "citation" TEXT NOT NULL,
    "basis" "deadline_basis" NOT NULL,
    "certainty" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "met_at" TIMESTAMPTZ(3),

    CONSTRAINT "deadline_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "escalation" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 0,
    "step" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "fired_at" TIMESTAMPTZ(3) NOT NULL,
    "late" BOOLEAN NOT NULL,

    CONSTRAINT "escalation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "kind" "notice_kind" NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "report_id" UUID,
    "escalation_id" UUID,
    "recipient_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "status" "notice_status" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "body" JSONB,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_link" (
    "id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "reason" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_term" (
    "report_id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "term" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_term_pkey" PRIMARY KEY ("report_id","term")
);

-- CreateTable
CREATE TABLE "phone_draft" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "phone_draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "municipality_id" UUID NOT NULL,
    "stream" TEXT NOT NULL,
    "report_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "heartbeat" (
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "heartbeat_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "caught_mail" (
    "id" BIGSERIAL NOT NULL,
    "caught_at" TIMESTAMPTZ(3) NOT NULL,
    "sender" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT,

    CONSTRAINT "caught_mail_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "municipality_slug_key" ON "municipality"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "unit_municipality_id_name_key" ON "unit"("municipality_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "staff_email_key" ON "staff"("email");

-- CreateIndex
CREATE INDEX "staff_municipality_id_idx" ON "staff"("municipality_id");

-- CreateIndex
CREATE UNIQUE INDEX "channel_municipality_id_kind_name_key" ON "channel"("municipality_id", "kind", "name");

-- CreateIndex
CREATE INDEX "arrival_channel_id_stored_at_idx" ON "arrival"("channel_id", "stored_at");

-- CreateIndex
CREATE UNIQUE INDEX "arrival_channel_id_external_id_key" ON "arrival"("channel_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_arrival_id_key" ON "report"("arrival_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_ref_key" ON "report"("ref");

-- CreateIndex
CREATE UNIQUE INDEX "report_receipt_code_key" ON "report"("receipt_code");

-- CreateIndex
CREATE INDEX "report_next_step_at_idx" ON "report"("next_step_at");

-- CreateIndex
CREATE INDEX "report_municipality_id_received_at_idx" ON "report"("municipality_id", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "child_report_id_position_key" ON "child"("report_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "attachment_report_id_position_key" ON "attachment"("report_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "deadline_report_id_rule_key" ON "deadline"("report_id", "rule");

-- CreateIndex
CREATE UNIQUE INDEX "escalation_report_id_round_step_key" ON "escalation"("report_id", "round", "step");

-- CreateIndex
CREATE UNIQUE INDEX "notice_idempotency_key_key" ON "notice"("idempotency_key");

-- CreateIndex
CREATE INDEX "notice_status_created_at_idx" ON "notice"("status", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "report_link_from_id_to_id_key" ON "report_link"("from_id", "to_id");

-- CreateIndex
CREATE INDEX "report_term_municipality_id_term_idx" ON "report_term"("municipality_id", "term");

-- CreateIndex
CREATE INDEX "phone_draft_staff_id_idx" ON "phone_draft"("staff_id");

-- CreateIndex
CREATE INDEX "audit_entry_report_id_id_idx" ON "audit_entry"("report_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_stream_previous_hash_key" ON "audit_entry"("stream", "previous_hash");

-- CreateIndex
CREATE INDEX "caught_mail_recipient_id_idx" ON "caught_mail"("recipient", "id");

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipality"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff" ADD CONSTRAINT "staff_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipality"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff" ADD CONSTRAINT "staff_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipality"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "arrival" ADD CONSTRAINT "arrival_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipality"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "arrival" ADD CONSTRAINT "arrival_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipality"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_arrival_id_fkey" FOREIGN KEY ("arrival_id") REFERENCES "arrival"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_acknowledged_by_id_fkey" FOREIGN KEY ("acknowledged_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_assigned_to_id_fkey" FOREIGN KEY ("assigned_to_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_assessed_by_id_fkey" FOREIGN KEY ("assessed_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "child" ADD CONSTRAINT "child_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deadline" ADD CONSTRAINT "deadline_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_escalation_id_fkey" FOREIGN KEY ("escalation_id") REFERENCES "escalation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_recipient_id_fkey" FOREIGN KEY ("recipient_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_link" ADD CONSTRAINT "report_link_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_link" ADD CONSTRAINT "report_link_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phone_draft" ADD CONSTRAINT "phone_draft_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was received never changes, and the log only grows (promises 2 and 8).
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only', ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER arrival_is_immutable BEFORE UPDATE OR DELETE ON "arrival" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_is_immutable BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- An idle sweep looks only at ladders that climb, however many reports there are.
DROP INDEX "report_next_step_at_idx";
CREATE INDEX "report_next_step_at_idx" ON "report"("next_step_at") WHERE "next_step_at" IS NOT NULL;

-- The queue shows open reports only; its order is that of lib/domain/queue-order.
CREATE INDEX "report_open_queue_idx" ON "report"("municipality_id", "urgency", "due_at", "received_at", "id") WHERE "state" <> 'assessed';
CREATE INDEX "report_pending_read_idx" ON "report"("stored_at") WHERE "read_status" = 'pending';
