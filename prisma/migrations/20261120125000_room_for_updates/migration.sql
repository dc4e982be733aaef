-- Rows that passes update often get room beside them, so that most updates need no new index entries. Settings that
-- Prisma's schema language has no words for.
ALTER TABLE "desired_flow_log" SET (fillfactor = 70);
ALTER TABLE "resource" SET (fillfactor = 80);
ALTER TABLE "scope" SET (fillfactor = 50);
