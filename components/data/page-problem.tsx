import { ProblemPanel } from '@/components/ui/problem-panel'
import { problemOfError } from './problem-view'

/** What a page shows in place of its thing: still a page with a title, and what to do. */
export function PageProblem({ title, error }: { title: string; error: unknown }) {
  return (
    <div className="space-y-3">
      <h1 className="text-title font-semibold tracking-[-0.01em]">{title}</h1>
      <ProblemPanel problem={problemOfError(error)} />
    </div>
  )
}
