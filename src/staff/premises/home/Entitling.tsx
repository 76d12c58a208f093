import { Acts } from '@/components/Acts'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Sheet } from '@/components/Sheet'
import { useAct } from '@/hooks/useAct'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { askStaff } from '@/services/cloud'
import { isDay, NOT_A_DAY } from '@/staff/days'
import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'
import { type Premises, sayDays } from './HomeView'

type Entitlement = StaffAnswer<'entitlement.list'>['entitlements'][number]
type EntitlingProps = { readonly open: boolean; readonly premises: Premises; readonly onClose: () => void; readonly onDone: () => Promise<void> }

/** The codes that a tariff’s form offers, in its words. */
export const RATES = [
  { value: 'vacant', words: '空置房' },
  { value: 'low_income', words: '低保户' },
] as const
type Code = (typeof RATES)[number]['value']

/** A posted rate holds for a home by a certificate and up to a day, the same for everybody who has one. */
export function Entitling({ open, premises: { premisesId }, onClose, onDone }: EntitlingProps) {
  const { answer, refresh } = useStaffAnswer('entitlement.list', open ? { premisesId } : null)
  const [code, setCode] = useState<Code>('vacant')
  const [certificate, setCertificate] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const { act, problem, tell } = useAct(
    () => askStaff('entitlement.set', { premisesId, code, certificate: certificate.trim(), from: from.trim() as Day, to: to.trim() as Day }),
    onDone,
  )
  return (
    <Sheet open={open} title='优惠资格' onClose={onClose}>
      <Note>优惠按公示的收费标准执行，谁有凭证都一样；已经出的账单不变。</Note>
      <Answered answer={answer} onRetry={refresh} rows={1}>
        {({ entitlements }) => (
          <>
            {entitlements.map((one) => (
              <Held key={one.entitlementId} held={one} onEnded={refresh} />
            ))}
          </>
        )}
      </Answered>
      <Chips choices={RATES} chosen={code} onChoose={setCode} />
      <Field label='凭证' value={certificate} onChange={setCertificate} maxLength={60} hint='例如 空置登记 2026-07 号' />
      <Field label='从哪一天' value={from} onChange={setFrom} maxLength={10} hint='例如 2026-07-01' />
      <Field label='到哪一天' value={to} onChange={setTo} maxLength={10} hint='凭证的最后一天' />
      <Problem problem={problem} />
      <Acts>
        <Button
          kind='filled'
          disabled={[certificate, from, to].some((text) => text.trim() === '')}
          onTap={() => (isDay(from) && isDay(to) ? act() : tell(NOT_A_DAY))}
        >
          登记资格
        </Button>
      </Acts>
    </Sheet>
  )
}

function Held({ held: { entitlementId, says, certificate, from, to }, onEnded }: { readonly held: Entitlement; readonly onEnded: () => Promise<void> }) {
  const [last, setLast] = useState<string | null>(null)
  const { act, problem, tell } = useAct(() => askStaff('entitlement.end', { entitlementId, to: (last ?? '').trim() as Day }), onEnded)
  return (
    <>
      <Row title={says} note={`${certificate}，${sayDays(from, to)}`} onTap={() => setLast(last === null ? '' : null)} />
      {last !== null && (
        <>
          <Field label='提前结束，最后一天' value={last} onChange={setLast} maxLength={10} hint='例如 2026-07-31' />
          <Problem problem={problem} />
          <Acts>
            <Button disabled={last.trim() === ''} onTap={() => (isDay(last) ? act() : tell(NOT_A_DAY))}>
              提前结束
            </Button>
          </Acts>
        </>
      )}
    </>
  )
}
