-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "installationId" UUID NOT NULL,
    "stopAllChanges" BOOLEAN NOT NULL DEFAULT false,
    "stopReason" TEXT,
    "lookOnlyReason" TEXT,
    "requiredTraffic" TEXT NOT NULL DEFAULT 'ALL',
    "maxDeletesPerPass" INTEGER NOT NULL DEFAULT 50,
    "discoverInterfaces" BOOLEAN NOT NULL DEFAULT true,
    "heartbeatMarker" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "partition" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "roleArn" TEXT,
    "externalId" TEXT,
    "labels" JSONB NOT NULL DEFAULT '{}',
    "regions" TEXT[],
    "isPaused" BOOLEAN NOT NULL DEFAULT false,
    "endpointFingerprint" TEXT,
    "testState" TEXT NOT NULL DEFAULT 'never',
    "testChecks" JSONB NOT NULL DEFAULT '[]',
    "testedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scope" (
    "id" UUID NOT NULL,
    "accountRef" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "partition" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'Watched',
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leaseOwner" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,
    "flowLogsObservedAt" TIMESTAMPTZ(3),
    "discoveredAt" TIMESTAMPTZ(3),
    "discoveryDueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lookRequestedAt" TIMESTAMPTZ(3),
    "lastPassStartedAt" TIMESTAMPTZ(3),
    "lastPassEndedAt" TIMESTAMPTZ(3),
    "consecutiveFailures" INTEGER NOT NULL DEFAULT 0,
    "problem" JSONB,
    "endpointFingerprint" TEXT,
    "measuredGapSeconds" INTEGER,
    "callsUsed" BIGINT NOT NULL DEFAULT 0,
    "callsThrottled" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "scope_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "watch_interval" (
    "id" BIGSERIAL NOT NULL,
    "scopeId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "detail" JSONB,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "watch_interval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resource" (
    "id" UUID NOT NULL,
    "scopeId" UUID NOT NULL,
    "sourceScopeId" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "localKey" TEXT NOT NULL,
    "keyText" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "ownerAccountId" TEXT NOT NULL,
    "isOwned" BOOLEAN NOT NULL,
    "name" TEXT,
    "tags" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL,
    "isSettled" BOOLEAN NOT NULL,
    "notCoverable" TEXT,
    "attachmentKind" TEXT,
    "links" JSONB NOT NULL DEFAULT '{}',
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "digest" TEXT NOT NULL,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "validFrom" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "missingSince" TIMESTAMPTZ(3),
    "goneAt" TIMESTAMPTZ(3),
    "coverageRung" TEXT NOT NULL DEFAULT 'unlogged',
    "coverageReason" TEXT NOT NULL DEFAULT 'NotLooked',
    "coverageEvidence" TEXT,
    "coverageWhy" JSONB NOT NULL DEFAULT '[]',
    "coveredByLogIds" TEXT[],
    "coverageSince" TIMESTAMPTZ(3),
    "isDeliveryFailing" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "resource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resource_history" (
    "id" BIGSERIAL NOT NULL,
    "resourceId" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "validFrom" TIMESTAMPTZ(3) NOT NULL,
    "validTo" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "resource_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "observed_flow_log" (
    "id" UUID NOT NULL,
    "scopeId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "targetKeyText" TEXT,
    "targetType" TEXT,
    "targetExternalId" TEXT NOT NULL,
    "family" TEXT,
    "spec" JSONB,
    "destination" TEXT,
    "trafficType" TEXT,
    "status" TEXT NOT NULL,
    "rawStatus" TEXT NOT NULL,
    "deliveryState" TEXT NOT NULL,
    "deliveryMessage" TEXT,
    "deliverySince" TIMESTAMPTZ(3),
    "tags" JSONB NOT NULL DEFAULT '{}',
    "raw" JSONB NOT NULL,
    "cloudCreatedAt" TIMESTAMPTZ(3),
    "ownership" TEXT NOT NULL,
    "manager" TEXT,
    "desiredFlowLogId" UUID,
    "sentFormat" TEXT,
    "echoedFormat" TEXT,
    "digest" TEXT NOT NULL,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "validFrom" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "missingSince" TIMESTAMPTZ(3),
    "goneAt" TIMESTAMPTZ(3),

    CONSTRAINT "observed_flow_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "observed_flow_log_history" (
    "id" BIGSERIAL NOT NULL,
    "observedFlowLogId" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "validFrom" TIMESTAMPTZ(3) NOT NULL,
    "validTo" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "observed_flow_log_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "configuration" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "isPaused" BOOLEAN NOT NULL DEFAULT false,
    "isObserveOnly" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "configuration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "configuration_version" (
    "configurationId" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "changeRequestId" UUID,
    "actor" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "configuration_version_pkey" PRIMARY KEY ("configurationId","generation")
);

-- CreateTable
CREATE TABLE "desired_flow_log" (
    "id" UUID NOT NULL,
    "configurationId" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "resourceId" UUID NOT NULL,
    "scopeId" UUID NOT NULL,
    "targetKeyText" TEXT NOT NULL,
    "targetType" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "intent" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "specHash" TEXT NOT NULL,
    "claimKey" TEXT NOT NULL,
    "holdsClaim" BOOLEAN NOT NULL DEFAULT false,
    "externalId" TEXT,
    "recordOrigin" TEXT,
    "recordedAt" TIMESTAMPTZ(3),
    "sentFormat" TEXT,
    "echoedFormat" TEXT,
    "replacement" JSONB,
    "missingSince" TIMESTAMPTZ(3),
    "phase" TEXT NOT NULL DEFAULT 'Pending',
    "phaseReason" TEXT NOT NULL DEFAULT 'Declared',
    "phaseMessage" TEXT NOT NULL DEFAULT '',
    "phaseSince" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deadlineAt" TIMESTAMPTZ(3),
    "conditions" JSONB NOT NULL DEFAULT '[]',
    "problem" JSONB,
    "retryAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retryRequestedAt" TIMESTAMPTZ(3),
    "lastOperationId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "desired_flow_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transition" (
    "id" BIGSERIAL NOT NULL,
    "desiredFlowLogId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "fromPhase" TEXT,
    "toPhase" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "externalId" TEXT,
    "vendorCode" TEXT,
    "requestId" TEXT,
    "operationId" UUID,

    CONSTRAINT "transition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "change_request" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "origin" TEXT NOT NULL DEFAULT 'person',
    "state" TEXT NOT NULL DEFAULT 'planning',
    "items" JSONB NOT NULL,
    "author" JSONB NOT NULL,
    "followUpKey" TEXT,
    "planId" UUID,
    "planProblem" JSONB,
    "decidedBy" JSONB,
    "decidedAt" TIMESTAMPTZ(3),
    "decisionNote" TEXT,
    "expiresAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "change_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan" (
    "id" UUID NOT NULL,
    "changeRequestId" UUID NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "counters" JSONB NOT NULL,
    "summary" JSONB NOT NULL,
    "computedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_action" (
    "planId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "configurationId" UUID NOT NULL,
    "configurationName" TEXT NOT NULL,
    "scopeId" UUID NOT NULL,
    "resourceId" UUID NOT NULL,
    "targetKeyText" TEXT NOT NULL,
    "targetType" TEXT NOT NULL,
    "targetExternalId" TEXT NOT NULL,
    "targetName" TEXT,
    "externalId" TEXT,
    "risk" TEXT NOT NULL,
    "gapSeconds" INTEGER,
    "why" TEXT NOT NULL,
    "before" JSONB,
    "desired" JSONB,
    "changes" JSONB NOT NULL DEFAULT '[]',
    "details" JSONB NOT NULL DEFAULT '{}',
    "command" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "precondition" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "problem" JSONB,
    "desiredFlowLogId" UUID,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plan_action_pkey" PRIMARY KEY ("planId","ordinal")
);

-- CreateTable
CREATE TABLE "plan_obstacle" (
    "planId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "severity" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "configurationId" UUID NOT NULL,
    "targetKeyText" TEXT NOT NULL,
    "resourceId" UUID,
    "message" TEXT NOT NULL,
    "remedy" TEXT NOT NULL,
    "other" TEXT,

    CONSTRAINT "plan_obstacle_pkey" PRIMARY KEY ("planId","ordinal")
);

-- CreateTable
CREATE TABLE "grant" (
    "id" UUID NOT NULL,
    "changeRequestId" UUID NOT NULL,
    "configurationId" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "upkeepBound" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grant_action" (
    "grantId" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,

    CONSTRAINT "grant_action_pkey" PRIMARY KEY ("grantId","fingerprint")
);

-- CreateTable
CREATE TABLE "cloud_operation" (
    "id" UUID NOT NULL,
    "scopeId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "configurationId" UUID NOT NULL,
    "grantId" UUID,
    "authority" TEXT NOT NULL,
    "fence" BIGINT NOT NULL,
    "request" JSONB NOT NULL,
    "command" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "callDeadlineAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cloud_operation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cloud_operation_item" (
    "operationId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "desiredFlowLogId" UUID NOT NULL,
    "targetKeyText" TEXT NOT NULL,
    "externalId" TEXT,

    CONSTRAINT "cloud_operation_item_pkey" PRIMARY KEY ("operationId","ordinal")
);

-- CreateTable
CREATE TABLE "cloud_operation_result" (
    "id" BIGSERIAL NOT NULL,
    "operationId" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "items" JSONB NOT NULL DEFAULT '[]',
    "vendorCode" TEXT,
    "message" TEXT,
    "requestId" TEXT,
    "durationMs" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cloud_operation_result_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "open_operation" (
    "operationId" UUID NOT NULL,
    "scopeId" UUID NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retryAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "open_operation_pkey" PRIMARY KEY ("operationId")
);

-- CreateTable
CREATE TABLE "coverage_count" (
    "scopeId" UUID NOT NULL,
    "resourceType" TEXT NOT NULL,
    "rung" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "failing" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "coverage_count_pkey" PRIMARY KEY ("scopeId","resourceType","rung")
);

-- CreateTable
CREATE TABLE "coverage_snapshot" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "scopeId" UUID NOT NULL,
    "resourceType" TEXT NOT NULL,
    "rung" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "coverage_snapshot_pkey" PRIMARY KEY ("hour","scopeId","resourceType","rung")
);

-- CreateTable
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL,
    "txid" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "topic" TEXT NOT NULL,
    "subject" TEXT,
    "payload" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" JSONB NOT NULL,
    "action" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT,
    "summary" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "origin" JSONB NOT NULL DEFAULT '{}',
    "seq" BIGINT,
    "prevHash" TEXT,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "actorKey" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "bodyHash" TEXT NOT NULL,
    "status" INTEGER,
    "headers" JSONB NOT NULL DEFAULT '{}',
    "response" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("actorKey","key")
);

-- CreateIndex
CREATE INDEX "scope_state_dueAt_idx" ON "scope"("state", "dueAt");

-- CreateIndex
CREATE INDEX "scope_provider_accountId_region_idx" ON "scope"("provider", "accountId", "region");

-- CreateIndex
CREATE UNIQUE INDEX "scope_accountRef_region_key" ON "scope"("accountRef", "region");

-- CreateIndex
CREATE INDEX "watch_interval_scopeId_kind_until_at_idx" ON "watch_interval"("scopeId", "kind", "until_at");

-- CreateIndex
CREATE UNIQUE INDEX "resource_keyText_key" ON "resource"("keyText");

-- CreateIndex
CREATE INDEX "resource_scopeId_type_idx" ON "resource"("scopeId", "type");

-- CreateIndex
CREATE INDEX "resource_sourceScopeId_idx" ON "resource"("sourceScopeId");

-- CreateIndex
CREATE INDEX "resource_externalId_idx" ON "resource"("externalId");

-- CreateIndex
CREATE INDEX "resource_history_resourceId_validFrom_idx" ON "resource_history"("resourceId", "validFrom");

-- CreateIndex
CREATE INDEX "observed_flow_log_targetKeyText_idx" ON "observed_flow_log"("targetKeyText");

-- CreateIndex
CREATE INDEX "observed_flow_log_desiredFlowLogId_idx" ON "observed_flow_log"("desiredFlowLogId");

-- CreateIndex
CREATE INDEX "observed_flow_log_externalId_idx" ON "observed_flow_log"("externalId");

-- CreateIndex
CREATE UNIQUE INDEX "observed_flow_log_scopeId_externalId_key" ON "observed_flow_log"("scopeId", "externalId");

-- CreateIndex
CREATE INDEX "observed_flow_log_history_observedFlowLogId_validFrom_idx" ON "observed_flow_log_history"("observedFlowLogId", "validFrom");

-- CreateIndex
CREATE INDEX "desired_flow_log_scopeId_endedAt_idx" ON "desired_flow_log"("scopeId", "endedAt");

-- CreateIndex
CREATE INDEX "desired_flow_log_resourceId_idx" ON "desired_flow_log"("resourceId");

-- CreateIndex
CREATE INDEX "desired_flow_log_externalId_idx" ON "desired_flow_log"("externalId");

-- CreateIndex
CREATE INDEX "desired_flow_log_phase_idx" ON "desired_flow_log"("phase");

-- CreateIndex
CREATE UNIQUE INDEX "desired_flow_log_configurationId_targetKeyText_epoch_key" ON "desired_flow_log"("configurationId", "targetKeyText", "epoch");

-- CreateIndex
CREATE INDEX "transition_desiredFlowLogId_id_idx" ON "transition"("desiredFlowLogId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "change_request_number_key" ON "change_request"("number");

-- CreateIndex
CREATE INDEX "change_request_state_createdAt_idx" ON "change_request"("state", "createdAt");

-- CreateIndex
CREATE INDEX "plan_changeRequestId_computedAt_idx" ON "plan"("changeRequestId", "computedAt");

-- CreateIndex
CREATE INDEX "plan_action_planId_state_idx" ON "plan_action"("planId", "state");

-- CreateIndex
CREATE INDEX "plan_action_fingerprint_idx" ON "plan_action"("fingerprint");

-- CreateIndex
CREATE INDEX "plan_action_desiredFlowLogId_idx" ON "plan_action"("desiredFlowLogId");

-- CreateIndex
CREATE INDEX "grant_configurationId_generation_idx" ON "grant"("configurationId", "generation");

-- CreateIndex
CREATE INDEX "grant_action_fingerprint_idx" ON "grant_action"("fingerprint");

-- CreateIndex
CREATE INDEX "cloud_operation_scopeId_createdAt_idx" ON "cloud_operation"("scopeId", "createdAt");

-- CreateIndex
CREATE INDEX "cloud_operation_item_desiredFlowLogId_idx" ON "cloud_operation_item"("desiredFlowLogId");

-- CreateIndex
CREATE INDEX "cloud_operation_result_operationId_id_idx" ON "cloud_operation_result"("operationId", "id");

-- CreateIndex
CREATE INDEX "open_operation_scopeId_idx" ON "open_operation"("scopeId");

-- CreateIndex
CREATE INDEX "event_txid_id_idx" ON "event"("txid", "id");

-- CreateIndex
CREATE INDEX "audit_entry_at_idx" ON "audit_entry"("at");

-- CreateIndex
CREATE INDEX "audit_entry_subjectType_subjectId_idx" ON "audit_entry"("subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "idempotency_key_expiresAt_idx" ON "idempotency_key"("expiresAt");

-- AddForeignKey
ALTER TABLE "scope" ADD CONSTRAINT "scope_accountRef_fkey" FOREIGN KEY ("accountRef") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "watch_interval" ADD CONSTRAINT "watch_interval_scopeId_fkey" FOREIGN KEY ("scopeId") REFERENCES "scope"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource" ADD CONSTRAINT "resource_scopeId_fkey" FOREIGN KEY ("scopeId") REFERENCES "scope"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource" ADD CONSTRAINT "resource_sourceScopeId_fkey" FOREIGN KEY ("sourceScopeId") REFERENCES "scope"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observed_flow_log" ADD CONSTRAINT "observed_flow_log_scopeId_fkey" FOREIGN KEY ("scopeId") REFERENCES "scope"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "configuration_version" ADD CONSTRAINT "configuration_version_configurationId_fkey" FOREIGN KEY ("configurationId") REFERENCES "configuration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desired_flow_log" ADD CONSTRAINT "desired_flow_log_configurationId_fkey" FOREIGN KEY ("configurationId") REFERENCES "configuration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desired_flow_log" ADD CONSTRAINT "desired_flow_log_resourceId_fkey" FOREIGN KEY ("resourceId") REFERENCES "resource"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transition" ADD CONSTRAINT "transition_desiredFlowLogId_fkey" FOREIGN KEY ("desiredFlowLogId") REFERENCES "desired_flow_log"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan" ADD CONSTRAINT "plan_changeRequestId_fkey" FOREIGN KEY ("changeRequestId") REFERENCES "change_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_action" ADD CONSTRAINT "plan_action_planId_fkey" FOREIGN KEY ("planId") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_obstacle" ADD CONSTRAINT "plan_obstacle_planId_fkey" FOREIGN KEY ("planId") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_changeRequestId_fkey" FOREIGN KEY ("changeRequestId") REFERENCES "change_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant_action" ADD CONSTRAINT "grant_action_grantId_fkey" FOREIGN KEY ("grantId") REFERENCES "grant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cloud_operation_item" ADD CONSTRAINT "cloud_operation_item_operationId_fkey" FOREIGN KEY ("operationId") REFERENCES "cloud_operation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cloud_operation_result" ADD CONSTRAINT "cloud_operation_result_operationId_fkey" FOREIGN KEY ("operationId") REFERENCES "cloud_operation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "open_operation" ADD CONSTRAINT "open_operation_operationId_fkey" FOREIGN KEY ("operationId") REFERENCES "cloud_operation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coverage_count" ADD CONSTRAINT "coverage_count_scopeId_fkey" FOREIGN KEY ("scopeId") REFERENCES "scope"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What follows Prisma's schema language has no words for.

-- An account can come back after it was removed; while it is there, it is there once.
CREATE UNIQUE INDEX "account_living_key" ON "account" ("provider", "partition", "accountId") WHERE "removedAt" IS NULL;

-- Configuration names are unique among the living.
CREATE UNIQUE INDEX "configuration_living_name" ON "configuration" (lower("name")) WHERE "deletedAt" IS NULL;

-- One claim, one holder: two desired flow logs can never make the same cloud object.
CREATE UNIQUE INDEX "desired_flow_log_claim" ON "desired_flow_log" ("claimKey") WHERE "holdsClaim";
CREATE INDEX "desired_flow_log_living" ON "desired_flow_log" ("scopeId") WHERE "endedAt" IS NULL;
CREATE INDEX "desired_flow_log_living_target" ON "desired_flow_log" ("targetKeyText") WHERE "endedAt" IS NULL;

-- One open follow-up for the same cause.
CREATE UNIQUE INDEX "change_request_open_follow_up" ON "change_request" ("followUpKey")
  WHERE "state" IN ('planning', 'open');

-- The queue of passes.
CREATE INDEX "scope_due" ON "scope" ("dueAt") WHERE "state" = 'Watched';

-- Lists and searches over what exists now.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "resource_living_type" ON "resource" ("type", "scopeId", "coverageRung") WHERE "goneAt" IS NULL;
CREATE INDEX "resource_living_order" ON "resource" ("type", "externalId", "id") WHERE "goneAt" IS NULL;
CREATE INDEX "resource_search" ON "resource" USING gin ((coalesce("name", '') || ' ' || "externalId") gin_trgm_ops)
  WHERE "goneAt" IS NULL;
CREATE INDEX "resource_tags" ON "resource" USING gin ("tags" jsonb_path_ops) WHERE "goneAt" IS NULL;
CREATE INDEX "observed_flow_log_living" ON "observed_flow_log" ("scopeId") WHERE "goneAt" IS NULL;
CREATE INDEX "observed_flow_log_tags" ON "observed_flow_log" USING gin ("tags" jsonb_path_ops) WHERE "goneAt" IS NULL;

-- History is only ever appended to.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END;
$$;
CREATE TRIGGER "transition_append_only" BEFORE UPDATE OR DELETE ON "transition"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "cloud_operation_append_only" BEFORE UPDATE OR DELETE ON "cloud_operation"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "cloud_operation_item_append_only" BEFORE UPDATE OR DELETE ON "cloud_operation_item"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "cloud_operation_result_append_only" BEFORE UPDATE OR DELETE ON "cloud_operation_result"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "configuration_version_append_only" BEFORE UPDATE OR DELETE ON "configuration_version"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- The sealer of the audit chain fills seq and prevHash once; nothing else of an entry ever changes.
CREATE FUNCTION "guard_audit_entry"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD."seq" IS NULL
     AND (to_jsonb(NEW) - 'seq' - 'prevHash') = (to_jsonb(OLD) - 'seq' - 'prevHash') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit_entry is append-only' USING ERRCODE = 'restrict_violation';
END;
$$;
CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION "guard_audit_entry"();
