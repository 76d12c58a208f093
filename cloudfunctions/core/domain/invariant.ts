/** For what can only be false by our own mistake: it is thrown, never answered. */
export function invariant(holds: unknown, rule: string): asserts holds {
  if (!holds) throw new Error(`broken invariant: ${rule}`)
}
