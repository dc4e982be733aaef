-- AlterTable
ALTER TABLE "open_operation" ADD COLUMN     "madeIds" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "accountRef" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "partition" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'never',
    "listedAt" TIMESTAMPTZ(3),
    "listDueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "problem" JSONB,
    "pattern" JSONB NOT NULL,
    "autoAdd" BOOLEAN NOT NULL DEFAULT false,
    "autoAddLimit" INTEGER NOT NULL DEFAULT 10,
    "autoAdded" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "found_account" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "rawState" TEXT NOT NULL,
    "isActive" BOOLEAN NOT NULL,
    "path" TEXT NOT NULL DEFAULT '',
    "joinedAt" TIMESTAMPTZ(3),
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leftAt" TIMESTAMPTZ(3),

    CONSTRAINT "found_account_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "organisation_accountRef_key" ON "organisation"("accountRef");

-- CreateIndex
CREATE UNIQUE INDEX "found_account_organisationId_accountId_key" ON "found_account"("organisationId", "accountId");

-- AddForeignKey
ALTER TABLE "found_account" ADD CONSTRAINT "found_account_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
