-- AlterTable
ALTER TABLE "scope" ADD COLUMN     "recentGapSeconds" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

-- AlterTable
ALTER TABLE "desired_flow_log" ADD COLUMN     "createFirstRefused" TEXT;

-- AlterTable
ALTER TABLE "transition" ADD COLUMN     "gapSeconds" INTEGER;
