/** Chance that can be repeated: everything that happens in a month by chance is drawn here, from its seed. */
export type Lot = {
  /** A whole number from 0 to `n` − 1. */
  readonly below: (n: number) => number
  readonly chance: (percent: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
  /** One of `list`, each as often as its weight says. */
  readonly weighted: <T extends { readonly weight: number }>(list: readonly T[]) => T
  /** A few of `list` in their order; at least one when there is any. */
  readonly some: <T>(list: readonly T[], percent: number) => readonly T[]
}

/**
 * The lot of one thing, named by the seed and by what it is. Each thing draws from a lot of its
 * own, so that one more draw, or a call repeated after a crash, changes nobody else's fate.
 */
export function lotOf(...names: readonly (string | number)[]): Lot {
  const next = mulberry32(hashOf(names.join('|')))
  const below = (n: number): number => Math.floor(next() * n)
  const chance = (percent: number): boolean => next() * 100 < percent
  const pick = <T>(list: readonly T[]): T => {
    const one = list[below(list.length)]
    if (one === undefined) throw new Error('a lot is drawn from an empty list')
    return one
  }
  return {
    below,
    chance,
    pick,
    weighted: (list) => {
      let left = next() * list.reduce((sum, { weight }) => sum + weight, 0)
      return list.find(({ weight }) => (left -= weight) < 0) ?? pick(list)
    },
    some: (list, percent) => {
      const chosen = list.filter(() => chance(percent))
      return chosen.length > 0 ? chosen : list.slice(0, 1)
    },
  }
}

/** FNV-1a over the letters: near seeds must not make near lots. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}

/** Tommy Ettinger's generator: 32 bits of state, good enough for fates and the same on every machine. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
