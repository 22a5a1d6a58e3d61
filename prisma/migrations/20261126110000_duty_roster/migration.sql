-- One version of a layer of the duty roster. A change ends a version and adds the next under the same layer_id, and nothing is
-- deleted: who was on duty at an instant stays answerable.
CREATE TABLE "duty_layer" (
    "id" UUID NOT NULL,
    "layer_id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "unit_id" UUID,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "participants" UUID[],
    "start_day" TEXT NOT NULL,
    "handover_time" TEXT NOT NULL,
    "handover_weekday" INTEGER NOT NULL,
    "weeks" INTEGER NOT NULL,
    "hours" JSONB,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,

    CONSTRAINT "duty_layer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_override" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "layer_id" UUID,
    "staff_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "import_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,
    "removed_at" TIMESTAMPTZ(3),
    "removed_by_id" UUID,

    CONSTRAINT "duty_override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_absence" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,
    "removed_at" TIMESTAMPTZ(3),
    "removed_by_id" UUID,

    CONSTRAINT "duty_absence_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "duty_layer_municipality_id_idx" ON "duty_layer"("municipality_id");

-- CreateIndex
CREATE INDEX "duty_override_municipality_id_ends_at_idx" ON "duty_override"("municipality_id", "ends_at");

-- CreateIndex
CREATE INDEX "duty_absence_municipality_id_ends_at_idx" ON "duty_absence"("municipality_id", "ends_at");

-- The same event of the same calendar file counts once, also when two people import it at once.
CREATE UNIQUE INDEX "duty_override_import_key_key" ON "duty_override"("municipality_id", "import_key")
  WHERE "import_key" IS NOT NULL AND "removed_at" IS NULL;

-- A version of a layer has at most one end, and one layer is never in force twice.
CREATE UNIQUE INDEX "duty_layer_open_key" ON "duty_layer"("layer_id") WHERE "valid_until" IS NULL;

-- AddForeignKey
ALTER TABLE "duty_layer" ADD CONSTRAINT "duty_layer_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipality"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_layer" ADD CONSTRAINT "duty_layer_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_override" ADD CONSTRAINT "duty_override_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipality"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_override" ADD CONSTRAINT "duty_override_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_absence" ADD CONSTRAINT "duty_absence_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipality"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_absence" ADD CONSTRAINT "duty_absence_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
