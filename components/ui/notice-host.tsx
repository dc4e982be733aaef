'use client'

import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { onNotice } from './notify'

const NoticeToaster = dynamic(() => import('./notice-toaster').then((module) => module.NoticeToaster), { ssr: false })

/** Where notices appear; nothing is loaded before the first. */
export function NoticeHost() {
  const [isNeeded, setIsNeeded] = useState(false)
  useEffect(() => onNotice(() => setIsNeeded(true)), [])
  return isNeeded ? <NoticeToaster /> : null
}
