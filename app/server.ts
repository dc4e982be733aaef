import { settings } from '@/lib/env'
import { wireWeb, type WebParts } from '@/lib/wiring/web'

/** Development reloads modules; the connections of the process must outlive them. */
const kept = globalThis as typeof globalThis & { weirWeb?: Promise<WebParts> }

/** The one door from pages and routes to everything behind them; opened at the first use. */
export function webApi(): Promise<WebParts> {
  kept.weirWeb ??= wireWeb(settings()).catch((error: unknown) => {
    // A start that failed must not be remembered: the database may come back.
    delete kept.weirWeb
    throw error
  })
  return kept.weirWeb
}
