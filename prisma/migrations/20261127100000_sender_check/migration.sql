-- What SPF, DKIM and DMARC say of the sender of a mail. It is shown and decides nothing.
CREATE TABLE "sender_check" (
    "report_id" UUID NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "checks" JSONB NOT NULL,

    CONSTRAINT "sender_check_pkey" PRIMARY KEY ("report_id")
);
ALTER TABLE "sender_check" ADD CONSTRAINT "sender_check_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
