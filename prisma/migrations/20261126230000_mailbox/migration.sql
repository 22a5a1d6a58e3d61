CREATE TYPE "mailbox_security" AS ENUM ('tls', 'starttls', 'none');

-- A mailbox that Mottak reads. The secret is encrypted with a key that the database does not hold.
CREATE TABLE "mailbox" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "security" "mailbox_security" NOT NULL,
    "username" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "folders" TEXT[],
    "done_folder" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mailbox_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "mailbox_municipality_id_name_key" ON "mailbox"("municipality_id", "name");
ALTER TABLE "mailbox" ADD CONSTRAINT "mailbox_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipality"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Where reading of one folder goes on, and whether it can be read. Rows and not one document: two readers never take back each other's step.
CREATE TABLE "mailbox_folder" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "mailbox" TEXT NOT NULL,
    "folder" TEXT NOT NULL,
    "uid_validity" TEXT,
    "last_uid" BIGINT NOT NULL DEFAULT 0,
    "failed" BIGINT[] DEFAULT ARRAY[]::BIGINT[],
    "polled_at" TIMESTAMPTZ(3),
    "on_server" INTEGER,
    "problem" TEXT,
    "problem_at" TIMESTAMPTZ(3),
    "notice" TEXT,
    "notice_at" TIMESTAMPTZ(3),

    CONSTRAINT "mailbox_folder_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "mailbox_folder_municipality_id_mailbox_folder_key" ON "mailbox_folder"("municipality_id", "mailbox", "folder");
ALTER TABLE "mailbox_folder" ADD CONSTRAINT "mailbox_folder_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipality"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What each poll found: the count on the server against the count taken.
CREATE TABLE "mailbox_poll" (
    "id" BIGSERIAL NOT NULL,
    "folder_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "on_server" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL,
    "stored" INTEGER NOT NULL,
    "already_stored" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "slipped" INTEGER NOT NULL,

    CONSTRAINT "mailbox_poll_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "mailbox_poll_folder_id_at_idx" ON "mailbox_poll"("folder_id", "at");
ALTER TABLE "mailbox_poll" ADD CONSTRAINT "mailbox_poll_folder_id_fkey" FOREIGN KEY ("folder_id") REFERENCES "mailbox_folder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
