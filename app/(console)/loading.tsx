import { Skeleton } from '@/components/ui/empty-state'

/** While a page is on its way: its outline, after 200 ms. */
export default function Loading() {
  return (
    <div aria-busy className="space-y-5 px-4 pt-5 md:px-6">
      <span className="sr-only" role="status">
        Loading
      </span>
      <Skeleton className="h-6 w-44" />
      <Skeleton className="h-4 w-96 max-w-full" />
      <div className="space-y-2 pt-4">
        {Array.from({ length: 10 }, (_, index) => (
          <Skeleton key={index} className="h-9 w-full" />
        ))}
      </div>
    </div>
  )
}
