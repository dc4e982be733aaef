import { spaced } from '@/components/words/nouns'

/** A condition as a person reads it: `DeliveryFailed` → `Delivery failed`. Pure. */
export const conditionWord = (type: string): string => spaced(type)
