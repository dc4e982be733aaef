import {
  Cloud,
  GitCompareArrows,
  GitPullRequestArrow,
  LayoutGrid,
  Network,
  PackageCheck,
  ScrollText,
  Settings,
  SlidersHorizontal,
  type LucideIcon,
} from 'lucide-react'

export interface NavItem {
  readonly href: string
  readonly label: string
  /** Pressed after `g`. */
  readonly key: string
  readonly icon: LucideIcon
}

/** The areas of the console, in the order of the rail. */
export const NAV: readonly NavItem[] = [
  { href: '/overview', label: 'Overview', key: 'o', icon: LayoutGrid },
  { href: '/resources', label: 'Resources', key: 'r', icon: Network },
  { href: '/flow-logs', label: 'Flow logs', key: 'f', icon: ScrollText },
  { href: '/configurations', label: 'Configurations', key: 'c', icon: SlidersHorizontal },
  { href: '/changes', label: 'Changes', key: 'h', icon: GitPullRequestArrow },
  { href: '/drift', label: 'Drift', key: 'd', icon: GitCompareArrows },
  { href: '/adoption', label: 'Adoption', key: 'p', icon: PackageCheck },
  { href: '/accounts', label: 'Accounts', key: 'a', icon: Cloud },
]

/** Below the line: what is set once. */
export const NAV_FOOT: readonly NavItem[] = [{ href: '/settings', label: 'Settings', key: 's', icon: Settings }]

/** Whether a path lies in an area. Pure. */
export function isInArea(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`)
}
