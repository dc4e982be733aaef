import type { ExportAnswer } from '@/lib/http/schemas/interchange'

/** What is exported: by its id and its cloud. */
export interface ExportedThing {
  readonly kind: 'configuration' | 'flow-log'
  readonly id: string
  readonly provider: string
  /** Whether its flow logs exist: only then has a state something to record. */
  readonly exists: boolean
}

type Format = ExportAnswer['format']

const FORMATS: readonly { readonly value: Format; readonly label: string }[] = [
  { value: 'hcl', label: 'Terraform configuration' },
  { value: 'tfstate', label: 'Terraform state' },
  { value: 'cloudformation', label: 'CloudFormation template' },
  { value: 'command', label: 'Command line' },
  { value: 'cli-json', label: 'Request parameters (JSON)' },
  { value: 'weir', label: 'Weir YAML' },
]

/** The formats that have words for a thing. Pure. */
export function formatsFor({ provider, exists }: ExportedThing): typeof FORMATS {
  return FORMATS.filter(
    ({ value }) => (value !== 'cloudformation' || provider === 'aws-ec2') && (value !== 'tfstate' || exists),
  )
}
