-- What an attachment is by its bytes, what the virus scanner said of it, and how far the recognising of its text has got.
ALTER TABLE "attachment"
    ADD COLUMN "real_type" TEXT,
    ADD COLUMN "scan_state" TEXT NOT NULL DEFAULT 'none',
    ADD COLUMN "scan_found" TEXT,
    ADD COLUMN "recognise_state" TEXT,
    ADD COLUMN "recognise_pages" INTEGER[];

ALTER TABLE "attachment"
    ADD CONSTRAINT "attachment_scan_state_check" CHECK ("scan_state" IN ('none', 'waiting', 'clean', 'infected', 'failed')),
    ADD CONSTRAINT "attachment_recognise_state_check" CHECK ("recognise_state" IN ('waiting', 'done', 'nothing', 'failed', 'not-installed'));

-- What still has to be scanned or recognised is looked for every minute; nearly all rows are settled.
CREATE INDEX "attachment_scan_waiting_idx" ON "attachment"("report_id") WHERE "scan_state" IN ('waiting', 'failed');
CREATE INDEX "attachment_recognise_waiting_idx" ON "attachment"("report_id") WHERE "recognise_state" IN ('waiting', 'not-installed');

-- What the labels of a form vendor's mails mean, where Mottak does not know them by itself.
CREATE TABLE "field_mapping" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "sender_pattern" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "field_mapping_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "field_mapping_municipality_id_sender_pattern_key" ON "field_mapping"("municipality_id", "sender_pattern");

ALTER TABLE "field_mapping" ADD CONSTRAINT "field_mapping_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipality"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "field_mapping" ADD CONSTRAINT "field_mapping_changed_by_id_fkey" FOREIGN KEY ("changed_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
