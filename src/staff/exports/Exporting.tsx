import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { openPaper, opensByItself } from '@/services/openPaper'
import { isDay, NOT_A_DAY } from '@/staff/days'
import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'
import { ChooseDays, type Written } from './ChooseDays'
import { Files } from './Files'
import { VoucherMap } from './VoucherMap'
import { isVouchers, KINDS, type What } from './words'

export type Choices = StaffAnswer<'export.show'>
type ExportingProps = { readonly communityId: string; readonly choices: Choices }

/** What, of which days and whose; then file after file, each with its own total. */
export function Exporting({ communityId, choices }: ExportingProps) {
  const [what, setWhat] = useState<What>('bills')
  const [days, setDays] = useState<Written>({ chosen: choices.spans[0]?.says ?? '', from: '', to: '' })
  const [payeeId, setPayeeId] = useState(choices.payees[0]?.payeeId ?? '')
  const [files, setFiles] = useState<readonly StaffAnswer<'export.make'>[]>([])
  const { from, to } = choices.spans.find(({ says }) => says === days.chosen) ?? { from: days.from.trim() as Day, to: days.to.trim() as Day }
  const isToday = what === 'arrears'
  const isOfOne = isVouchers(what) && choices.payees.length > 1
  const { act, busy, problem, tell } = useAct(
    (after: string | undefined) =>
      askStaff('export.make', {
        communityId,
        what,
        ...(isToday ? {} : { from, to }),
        ...(isOfOne ? { payeeId } : {}),
        ...(after === undefined ? {} : { after }),
      }),
    async (made, after) => {
      setFiles(after === undefined ? [made] : [...files, made])
      if (made.rows > 0 && opensByItself(made.name)) await openPaper(made.name, made.base64)
    },
  )
  const make = () => (isToday || (isDay(from) && isDay(to)) ? act(undefined) : tell(NOT_A_DAY))
  // Files of one choice are not added to those of another.
  const anew = <T,>(choose: (value: T) => void) => (value: T) => {
    setFiles([])
    tell(null)
    choose(value)
  }
  return (
    <>
      <Card title='导出什么'>
        <Chips choices={KINDS} chosen={what} onChoose={anew(setWhat)} />
        <Note>{KINDS.find(({ value }) => value === what)?.says ?? ''}</Note>
        {!isToday && <ChooseDays spans={choices.spans} days={days} onChange={anew(setDays)} />}
        {isVouchers(what) && isDay(to) && to >= choices.today && <Note>今天还没过完，今天的凭证以后还会变，最好导到昨天为止。</Note>}
        {isOfOne && (
          <>
            <Note>不同收款单位是不同的账套，凭证分开导出：</Note>
            <Chips
              choices={choices.payees.map((payee) => ({ value: payee.payeeId, words: payee.name }))}
              chosen={payeeId}
              onChoose={anew(setPayeeId)}
            />
          </>
        )}
        <Problem problem={problem} />
        <Acts>
          <Button kind='filled' busy={busy} onTap={make}>
            生成文件
          </Button>
        </Acts>
      </Card>
      <Files files={files} busy={busy} onNext={act} />
      {isVouchers(what) && <VoucherMap communityId={communityId} mayMap={choices.mayMap} />}
    </>
  )
}
