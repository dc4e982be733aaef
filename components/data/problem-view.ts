import { ApiProblem } from '@/lib/http/client'
import type { CloudProblem } from '@/lib/http/schemas/problem'
import type { ProblemView } from '@/components/ui/problem-panel'

/** Any failure of a call as the problem panel shows it. Pure. */
export function problemOfError(error: unknown): ProblemView {
  if (error instanceof ApiProblem) {
    const { title, detail, remedy, code, errors } = error.problem
    const faults = (errors ?? []).map((fault) => `${fault.pointer}: ${fault.message}`).join('; ')
    return {
      message: detail === '' ? title : detail,
      cause: faults === '' ? null : faults,
      remedy: remedy ?? errors?.find((fault) => fault.remedy !== null)?.remedy ?? null,
      code,
    }
  }
  return {
    message: 'Weir could not be reached.',
    cause: error instanceof Error ? error.message : null,
    remedy: 'Check that Weir is running, then try again.',
  }
}

/** A cloud's failure as the problem panel shows it. Pure. */
export function problemOfCloud(problem: CloudProblem): ProblemView {
  return {
    message: problem.message,
    cause: problem.cause,
    remedy: problem.remedy,
    code: problem.vendorCode ?? problem.reason,
    detail: problem.vendorMessage,
    requestId: problem.requestId,
  }
}
