-- AlterTable
ALTER TABLE "installation" ADD COLUMN     "lookOnlyConfirmedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "desired_flow_log" ADD COLUMN     "recordOperationId" UUID,
ADD COLUMN     "settledGeneration" INTEGER,
ADD COLUMN     "formerTagKeys" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "failedFingerprint" TEXT,
ADD COLUMN     "failedPrecondition" TEXT,
ADD COLUMN     "begun" JSONB;

-- AlterTable
ALTER TABLE "grant_action" ADD COLUMN     "spentAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "open_operation" ADD COLUMN     "awaiting" TEXT NOT NULL DEFAULT 'reply',
ADD COLUMN     "callDeadlineAt" TIMESTAMPTZ(3),
ADD COLUMN     "mayHaveHappened" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "pendingItems" UUID[] DEFAULT ARRAY[]::UUID[];

-- CreateIndex
CREATE INDEX "cloud_operation_grantId_idx" ON "cloud_operation"("grantId");
