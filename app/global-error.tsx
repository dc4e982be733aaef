'use client'

/** The last resort, when even the frame broke: no styles are certain here. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', padding: 32 }}>
        <h1 style={{ fontSize: 20 }}>Weir could not show this page</h1>
        <p>The log of the web process names the cause. Nothing was changed in any cloud by this.</p>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  )
}
