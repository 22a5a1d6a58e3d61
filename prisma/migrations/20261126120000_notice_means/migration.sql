-- A notice travels by one of several means, and every try of it is kept.
ALTER TYPE "notice_kind" ADD VALUE 'summary';
ALTER TYPE "notice_kind" ADD VALUE 'alarm';
ALTER TYPE "notice_kind" ADD VALUE 'test';

-- CreateEnum
CREATE TYPE "means" AS ENUM ('push', 'sms', 'email', 'call');

-- CreateEnum
CREATE TYPE "attempt_outcome" AS ENUM ('sent', 'failed', 'refused', 'bounced');

-- AlterTable
ALTER TABLE "staff" ADD COLUMN "mobile" TEXT;

-- AlterTable
ALTER TABLE "notice"
    ADD COLUMN "clock" TEXT NOT NULL DEFAULT 'acknowledge',
    ADD COLUMN "means" "means" NOT NULL DEFAULT 'email',
    ADD COLUMN "recipient_label" TEXT,
    ADD COLUMN "audience" TEXT,
    ADD COLUMN "leased_until" TIMESTAMPTZ(3),
    ADD COLUMN "passed_on_at" TIMESTAMPTZ(3),
    ADD COLUMN "message_id" TEXT,
    ALTER COLUMN "recipient_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "notice_escalation" (
    "notice_id" UUID NOT NULL,
    "escalation_id" UUID NOT NULL,

    CONSTRAINT "notice_escalation_pkey" PRIMARY KEY ("notice_id","escalation_id")
);

-- One way to say which steps a notice tells of, for one step and for many.
INSERT INTO "notice_escalation" ("notice_id", "escalation_id") SELECT "id", "escalation_id" FROM "notice" WHERE "escalation_id" IS NOT NULL;
ALTER TABLE "notice" DROP COLUMN "escalation_id";

-- CreateTable
CREATE TABLE "notice_attempt" (
    "id" UUID NOT NULL,
    "notice_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" "attempt_outcome" NOT NULL,
    "code" TEXT NOT NULL,
    "duration_ms" INTEGER NOT NULL,

    CONSTRAINT "notice_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "push_subscription" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "endpoint" TEXT NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instance_key" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "instance_key_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "notice_message_id_key" ON "notice"("message_id");

-- CreateIndex
CREATE INDEX "notice_escalation_escalation_id_idx" ON "notice_escalation"("escalation_id");

-- CreateIndex
CREATE INDEX "notice_attempt_notice_id_at_idx" ON "notice_attempt"("notice_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "push_subscription_endpoint_key" ON "push_subscription"("endpoint");

-- CreateIndex
CREATE INDEX "push_subscription_staff_id_idx" ON "push_subscription"("staff_id");

-- AddForeignKey
ALTER TABLE "notice_escalation" ADD CONSTRAINT "notice_escalation_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_escalation" ADD CONSTRAINT "notice_escalation_escalation_id_fkey" FOREIGN KEY ("escalation_id") REFERENCES "escalation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_attempt" ADD CONSTRAINT "notice_attempt_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Which notices the chain must go on past: looked for every few seconds among those that reached nobody, however many were sent.
CREATE INDEX "notice_not_passed_on_idx" ON "notice"("created_at") WHERE "passed_on_at" IS NULL AND "status" IN ('queued', 'sending', 'failed');
