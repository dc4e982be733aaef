-- CreateTable
CREATE TABLE "record_reader" (
    "id" UUID NOT NULL,
    "scopeId" UUID NOT NULL,
    "destination" TEXT NOT NULL,
    "isOn" BOOLEAN NOT NULL DEFAULT true,
    "state" TEXT NOT NULL DEFAULT 'never',
    "problem" JSONB,
    "place" JSONB NOT NULL DEFAULT '{}',
    "probedAt" TIMESTAMPTZ(3),
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "calls" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "record_reader_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "record_freshness" (
    "observedFlowLogId" UUID NOT NULL,
    "readerId" UUID NOT NULL,
    "newestRecordAt" TIMESTAMPTZ(3),
    "isRecent" BOOLEAN NOT NULL DEFAULT false,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "record_freshness_pkey" PRIMARY KEY ("observedFlowLogId")
);

-- CreateTable
CREATE TABLE "record_request" (
    "id" UUID NOT NULL,
    "observedFlowLogId" UUID NOT NULL,
    "query" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "answer" JSONB,
    "problem" JSONB,
    "actor" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answeredAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "record_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "record_reader_dueAt_idx" ON "record_reader"("dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "record_reader_scopeId_destination_key" ON "record_reader"("scopeId", "destination");

-- CreateIndex
CREATE INDEX "record_freshness_readerId_idx" ON "record_freshness"("readerId");

-- CreateIndex
CREATE INDEX "record_request_expiresAt_idx" ON "record_request"("expiresAt");

-- CreateIndex
CREATE INDEX "record_request_observedFlowLogId_createdAt_idx" ON "record_request"("observedFlowLogId", "createdAt");

-- AddForeignKey
ALTER TABLE "record_freshness" ADD CONSTRAINT "record_freshness_readerId_fkey" FOREIGN KEY ("readerId") REFERENCES "record_reader"("id") ON DELETE CASCADE ON UPDATE CASCADE;
