-- The orders in which lists of resources are read page by page, over what exists now.
CREATE INDEX "resource_living_by_external_id" ON "resource" ("externalId", "id") WHERE "goneAt" IS NULL;
CREATE INDEX "resource_living_by_name" ON "resource" (coalesce("name", ''), "id") WHERE "goneAt" IS NULL;
CREATE INDEX "resource_living_by_first_seen" ON "resource" ("firstSeenAt", "id") WHERE "goneAt" IS NULL;

-- What hangs below a VPC or a router: asked for by every page of one.
CREATE INDEX "resource_living_by_vpc" ON "resource" (("links"->>'vpc')) WHERE "goneAt" IS NULL;
CREATE INDEX "resource_living_by_transit_router" ON "resource" (("links"->>'transitRouter')) WHERE "goneAt" IS NULL;
CREATE INDEX "resource_living_by_transit_gateway" ON "resource" (("links"->>'transitGateway')) WHERE "goneAt" IS NULL;

-- Finding a flow log by part of its id.
CREATE INDEX "observed_flow_log_search" ON "observed_flow_log" USING gin ("externalId" gin_trgm_ops) WHERE "goneAt" IS NULL;

-- Newest first, beside the desired ones.
CREATE INDEX "desired_flow_log_living_by_created" ON "desired_flow_log" ("createdAt", "id") WHERE "endedAt" IS NULL;
CREATE INDEX "observed_flow_log_others_by_first_seen" ON "observed_flow_log" ("firstSeenAt", "id")
  WHERE "goneAt" IS NULL AND "desiredFlowLogId" IS NULL;
