-- AlterTable
ALTER TABLE "desired_flow_log" ADD COLUMN     "adoptedFrom" TEXT,
ADD COLUMN     "drift" JSONB,
ADD COLUMN     "flapping" JSONB,
ADD COLUMN     "healsCountFrom" TIMESTAMPTZ(3),
ADD COLUMN     "isObserveOnly" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "isPaused" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "onRemoval" TEXT,
ADD COLUMN     "switchedBy" JSONB,
ADD COLUMN     "wantsMarks" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "drift_ignore" (
    "id" UUID NOT NULL,
    "configurationId" UUID NOT NULL,
    "desiredFlowLogId" UUID,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "owner" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "actor" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "endedBy" JSONB,

    CONSTRAINT "drift_ignore_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "drift_ignore_configurationId_endedAt_idx" ON "drift_ignore"("configurationId", "endedAt");

-- CreateIndex
CREATE INDEX "drift_ignore_desiredFlowLogId_idx" ON "drift_ignore"("desiredFlowLogId");

-- What drifts is a small part of the fleet: the drift pages read only that.
CREATE INDEX "desired_flow_log_drift_idx" ON "desired_flow_log"("configurationId", "scopeId") WHERE "drift" IS NOT NULL;

-- Flow logs that somebody else made and that could be adopted.
CREATE INDEX "observed_flow_log_adoptable_idx" ON "observed_flow_log"("scopeId")
  WHERE "goneAt" IS NULL AND "desiredFlowLogId" IS NULL AND "ownership" IN ('foreign', 'released');
