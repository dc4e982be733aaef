import { z } from '@hono/zod-openapi'
import { EXPORT_FORMATS } from '../../interchange/exported'
import { IMPORT_FORMATS } from '../../interchange/imported'
import { documentWithoutSelector, selector } from './configuration-document'
import { draftViolation } from './configurations'
import { MAX_IMPORT_LENGTH } from './limits'
import { boundedText, uuid } from './text'
import { providerId, resourceType } from './words'

const importFormat = z.enum(IMPORT_FORMATS).openapi('ImportFormat')
const exportFormat = z.enum(EXPORT_FORMATS).openapi('ExportFormat')

/** Something a person has to know of a document, with its place. */
const interchangeNote = z
  .object({
    severity: z.enum(['error', 'warning', 'info']),
    message: z.string(),
    remedy: z.string().nullable(),
    field: z.string().nullable(),
    line: z.number().int().nullable(),
    column: z.number().int().nullable(),
  })
  .openapi('InterchangeNote')
export type InterchangeNote = z.infer<typeof interchangeNote>

export const importInput = z
  .strictObject({
    text: boundedText(MAX_IMPORT_LENGTH, 1),
    format: z.enum(['auto', ...IMPORT_FORMATS]).default('auto'),
    /** Take only flow logs of this cloud. */
    provider: providerId.optional(),
  })
  .openapi('Import')
export type ImportInput = z.input<typeof importInput>

const importedTarget = z
  .object({
    type: resourceType,
    externalId: z.string(),
    name: z.string().nullable(),
    resourceId: uuid.nullable(),
    /** Null while no discovered resource was found for it. */
    keyText: z.string().nullable(),
    accountId: z.string().nullable(),
    region: z.string().nullable(),
    flowLogId: z.string().nullable(),
    /** Why it is not among the targets; null where it is. */
    problem: z.string().nullable(),
  })
  .openapi('ImportedTarget')
export type ImportedTarget = z.infer<typeof importedTarget>

/** A Configuration as the document proposes it; nothing is stored. */
const importedDraft = z
  .object({
    name: z.string(),
    provider: providerId,
    /** Null when a member does not fit its form; the violations say which. */
    document: documentWithoutSelector.nullable(),
    /** Null while no target was found. */
    selector: selector.nullable(),
    targetCount: z.number().int(),
    /** The first ones, those with problems first. */
    targets: z.array(importedTarget),
    problemCount: z.number().int(),
    /** Flow logs whose target could not be read. */
    withoutTarget: z.number().int(),
    lines: z.array(z.number().int()),
    violations: z.array(draftViolation),
  })
  .openapi('ImportedDraft')
export type ImportedDraft = z.infer<typeof importedDraft>

export const importPreview = z
  .object({
    format: importFormat.nullable(),
    formatLabel: z.string().nullable(),
    /** Whether everything the document says was taken over. */
    isUnderstood: z.boolean(),
    drafts: z.array(importedDraft),
    notes: z.array(interchangeNote),
  })
  .openapi('ImportPreview')
export type ImportPreview = z.infer<typeof importPreview>

export const exportQuery = z.object({ format: exportFormat })
export type ExportQuery = z.output<typeof exportQuery>

/** A written document: one part for each account and region where the format wants it so. */
export const exportAnswer = z
  .object({
    format: exportFormat,
    mediaType: z.string(),
    parts: z.array(z.object({ fileName: z.string(), place: z.string().nullable(), text: z.string() })),
    /** What the format could not say. */
    notes: z.array(interchangeNote),
  })
  .openapi('Export')
export type ExportAnswer = z.infer<typeof exportAnswer>
