import { visitor } from './visitor.h5'

/** By person: two tabs of one browser may show two demo people. */
const named = (key: string) => `${key}@${visitor()}`

export function recall(key: string): string | null {
  return sessionStorage.getItem(named(key))
}

export function remember(key: string, value: string | null): void {
  if (value === null) sessionStorage.removeItem(named(key))
  else sessionStorage.setItem(named(key), value)
}
