import type { Cluster } from '../scripts/embedded-postgres/cluster'
import type { BenchSimulator } from './measure/simulator'

/** What every case of one bench run shares. */
export interface BenchRun {
  readonly simulator: BenchSimulator
  readonly cluster: Cluster
  /** For logs; gone after the run. */
  readonly folder: string
  /** Smaller fleets, for a first impression: its ratios are not those of the bars. */
  readonly isQuick: boolean
  /** Workers write a processor profile into the folder when they end. */
  readonly isProfiled: boolean
  /** Tells a person what is going on. */
  readonly note: (text: string) => void
}
