-- AlterTable
ALTER TABLE "cloud_operation" ADD COLUMN     "itemCount" INTEGER NOT NULL DEFAULT 0;

-- Written once by the migration: the trigger keeps everybody else from it.
ALTER TABLE "cloud_operation" DISABLE TRIGGER "cloud_operation_append_only";
UPDATE "cloud_operation" o SET "itemCount" = (SELECT count(*) FROM "cloud_operation_item" i WHERE i."operationId" = o."id");
ALTER TABLE "cloud_operation" ENABLE TRIGGER "cloud_operation_append_only";
CREATE INDEX "cloud_operation_upkeep" ON "cloud_operation" ("configurationId", "createdAt") INCLUDE ("itemCount")
  WHERE "authority" = 'upkeep-new-target';

-- Coverage changes with every pass that finds something. A column of an index cannot be updated in place, and a row of this
-- table has entries in fifteen indexes: the rung leaves the index, and pages are filled by half, so that a whole scope can
-- be updated beside its old rows.
DROP INDEX "resource_living_type";
CREATE INDEX "resource_living_type" ON "resource" ("type", "scopeId") WHERE "goneAt" IS NULL;
ALTER TABLE "resource" SET (fillfactor = 50);
