-- Whoever changes the policy may say why; the versions are shown with it.
ALTER TABLE "escalation_policy" ADD COLUMN "note" TEXT;
