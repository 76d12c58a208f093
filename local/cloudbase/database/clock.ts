export type Clock = {
  /** The world's clock in milliseconds since 1970: what serverDate and temporary addresses go by. */
  readonly now: () => number
  readonly setOffset: (offsetMs: number) => void
}

/** Real time plus the world's offset. Transactions and their limits keep to real time. */
export function createClock(): Clock {
  let offsetMs = 0
  return {
    now: () => Date.now() + offsetMs,
    setOffset: (next) => {
      offsetMs = next
    },
  }
}
