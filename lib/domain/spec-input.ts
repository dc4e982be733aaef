import type { AwsFlowLogSpec, CenFlowLogSpec } from './flow-log-spec'

/** A spec of which only some members must be given; normalising supplies the cloud's defaults for the others. */
type Loose<Spec, Required extends keyof Spec> = Pick<Spec, Required> & {
  readonly [Member in Exclude<keyof Spec, Required>]?: Spec[Member] | undefined
}

/** What people or a cloud may leave out of an AWS spec; destination options may be given in part. */
export type AwsSpecInput = Loose<Omit<AwsFlowLogSpec, 'destinationOptions'>, 'family' | 'logDestination'> & {
  readonly destinationOptions?: Partial<NonNullable<AwsFlowLogSpec['destinationOptions']>> | null | undefined
}

/** What people or a cloud may leave out of a CEN spec. */
export type CenSpecInput = Loose<CenFlowLogSpec, 'family' | 'projectName' | 'logStoreName'>
