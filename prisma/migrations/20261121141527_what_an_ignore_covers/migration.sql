-- AlterTable
ALTER TABLE "drift_ignore" ADD COLUMN     "covers" TEXT NOT NULL DEFAULT 'drift';
