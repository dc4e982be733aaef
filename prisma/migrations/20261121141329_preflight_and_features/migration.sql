-- AlterTable
ALTER TABLE "account" ADD COLUMN     "features" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "plan_preflight" (
    "planId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "scopeId" UUID NOT NULL,
    "destination" TEXT NOT NULL,
    "roles" TEXT[],
    "targetTypes" TEXT[],
    "actionOrdinals" INTEGER[],
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "blocks" BOOLEAN NOT NULL DEFAULT false,
    "checks" JSONB NOT NULL DEFAULT '[]',
    "calls" INTEGER NOT NULL DEFAULT 0,
    "checkedAt" TIMESTAMPTZ(3),

    CONSTRAINT "plan_preflight_pkey" PRIMARY KEY ("planId","ordinal")
);

-- AddForeignKey
ALTER TABLE "plan_preflight" ADD CONSTRAINT "plan_preflight_planId_fkey" FOREIGN KEY ("planId") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
