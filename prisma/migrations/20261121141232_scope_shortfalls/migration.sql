-- AlterTable
ALTER TABLE "scope" ADD COLUMN     "shortfalls" TEXT[] DEFAULT ARRAY[]::TEXT[];
