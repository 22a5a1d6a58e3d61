-- Who may deliver over HTTP: form vendors, the SDK message service, the SF1606 router. Only a hash of a key is stored.
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "municipality_id" UUID NOT NULL,
    "vendor" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "addresses" TEXT[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");
CREATE INDEX "api_key_municipality_id_idx" ON "api_key"("municipality_id");
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipality"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
