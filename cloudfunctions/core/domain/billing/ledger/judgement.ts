import type { Reading } from './forms'

export type Said = { readonly code: string; readonly says: string }

/**
 * What is found out about one row. A fault refuses the row, a doubt is shown before anybody
 * confirms; a row with several faults names them all, so that it is put right once.
 */
export type Judgement = {
  readonly faults: readonly Said[]
  readonly doubts: readonly Said[]
  readonly fault: (code: string, says: string) => void
  readonly doubt: (code: string, says: string) => void
  /** The value, or null after saying what is wrong with it. */
  readonly take: <T>(reading: Reading<T>, words: Words) => T | null
}
/** `missing` is left out where the cell may be empty. */
export type Words = { readonly label: string; readonly wrong: string; readonly missing?: string }

export function newJudgement(): Judgement {
  const faults: Said[] = []
  const doubts: Said[] = []
  const fault = (code: string, says: string) => void faults.push({ code, says })
  const doubt = (code: string, says: string) => void doubts.push({ code, says })
  return {
    faults, doubts, fault, doubt,
    take: (reading, { label, wrong, missing }) => {
      if (reading.is === 'unread') fault(wrong, `${label}${reading.why}`)
      if (reading.is === 'empty' && missing !== undefined) fault(missing, `${label}为空`)
      if (reading.is !== 'read') return null
      if (reading.doubt !== undefined) doubt('CELL_DOUBTFUL', `${label}${reading.doubt}`)
      return reading.value
    },
  }
}
