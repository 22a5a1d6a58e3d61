-- Addresses and domains that a municipality once gave out: mail to them is taken and says which address was wrong.
ALTER TABLE "municipality" ADD COLUMN "closed_addresses" TEXT[] DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "municipality" ADD COLUMN "old_domains" TEXT[] DEFAULT ARRAY[]::TEXT[];
