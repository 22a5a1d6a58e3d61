CREATE TYPE "box_access_kind" AS ENUM ('visible', 'empty', 'no_access', 'no_scope', 'no_token');

-- What a reader may see of a secure-post box: one row for each span of time in which the source answered the same. A box that answers
-- "nothing here" may be one that nobody may open, so an empty one is told apart from one in which something was seen.
CREATE TABLE "box_access" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "access" "box_access_kind" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "box_access_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "box_access" ADD CONSTRAINT "box_access_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE INDEX "box_access_channel_id_access_idx" ON "box_access"("channel_id", "access");

-- One present answer for each box.
CREATE UNIQUE INDEX "box_access_present_key" ON "box_access"("channel_id") WHERE "until" IS NULL;
