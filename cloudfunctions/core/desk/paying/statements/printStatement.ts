import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome } from '@contract/outcome'
import { statementPaper } from '@core/paper/statementPaper'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { type Ask, type Made, residentStatement, type StaffAsk, staffStatement } from './makeStatement'

type Printed = Outcome<ResidentAnswer<'statement.pdf'>>

/** statement.pdf: the same figures as on the screen, on paper. */
export async function printStatement(ask: Ask, caller: Caller, world: World): Promise<Printed> {
  const made = await residentStatement(ask, caller, world)
  return made.ok ? print(made.value, world) : made
}

/** account.statementPdf: the same for staff. */
export async function printAccountStatement(ask: StaffAsk, caller: Caller, world: World): Promise<Printed> {
  const made = await staffStatement(ask, caller, world)
  return made.ok ? print(made.value, world) : made
}

async function print(made: Made, world: World): Promise<Printed> {
  const file = await statementPaper(made, world.now)
  return accept({ name: `对账单_${made.account.label}_${made.from}_${made.to}.pdf`, base64: file.toString('base64') })
}
