import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { openPaper } from '@/services/openPaper'
import { useCommunityId } from '@/staff/community'
import { isDay, NOT_A_DAY } from '@/staff/days'
import type { Day } from '@contract/calendar'
import type { StaffAnswer, StaffAsk } from '@contract/contract/staff'
import { useState } from 'react'
import { VoucherMap } from './VoucherMap'

type What = StaffAsk<'export.make'>['what']
type Made = StaffAnswer<'export.make'>

const KINDS: readonly { value: What; words: string; says: string }[] = [
  { value: 'bills', words: '账单', says: '缴费截止日在这段时间里的账单，不含已作废的。' },
  { value: 'arrears', words: '欠费', says: '今天已过缴费日还没有付清的账单，一笔一行。' },
  { value: 'receipts', words: '收据', says: '这段时间里收到的缴费，带微信支付订单号，方便对账。' },
  { value: 'yonyou', words: '用友凭证', says: '文本文件，用“总账工具”引入；凭证号引入时由用友重新编。' },
  { value: 'kingdee', words: '金蝶凭证', says: 'Excel 文件，用“标准凭证引入”引入；请先核对下面的科目。' },
]
const isVouchers = (what: What) => what === 'yonyou' || what === 'kingdee'

/** 导出: what whoever keeps the accounts takes along, a file at a time. */
export default function ExportsPage() {
  const communityId = useCommunityId()
  const [what, setWhat] = useState<What>('bills')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [files, setFiles] = useState<readonly Made[]>([])
  const isToday = what === 'arrears'
  const { act, busy, problem, tell } = useAct(
    (after: string | undefined) =>
      askStaff('export.make', {
        communityId,
        what,
        ...(isToday ? {} : { from: from.trim() as Day, to: to.trim() as Day }),
        ...(after === undefined ? {} : { after }),
      }),
    async (made, after) => {
      setFiles(after === undefined ? [made] : [...files, made])
      if (made.rows > 0) await openPaper(made.name, made.base64)
    },
  )
  const make = () => (isToday || (isDay(from) && isDay(to)) ? act(undefined) : tell(NOT_A_DAY))
  const choose = (value: What) => {
    setFiles([])
    setWhat(value)
  }
  return (
    <Page title='导出报表' wide>
      <Card title='导出什么'>
        <Chips choices={KINDS} chosen={what} onChoose={choose} />
        <Note>{KINDS.find(({ value }) => value === what)?.says ?? ''}</Note>
        {!isToday && (
          <>
            <Field label='从哪一天' value={from} onChange={setFrom} maxLength={10} hint='例如 2026-07-01' />
            <Field label='到哪一天' value={to} onChange={setTo} maxLength={10} hint='例如 2026-07-31' />
          </>
        )}
        <Problem problem={problem} />
        <Acts>
          <Button kind='filled' onTap={make}>
            {busy ? '正在生成…' : '生成文件'}
          </Button>
        </Acts>
      </Card>
      <Files files={files} busy={busy} onNext={act} />
      {isVouchers(what) && <VoucherMap communityId={communityId} />}
    </Page>
  )
}

type FilesProps = { readonly files: readonly Made[]; readonly busy: boolean; readonly onNext: (after: string) => Promise<void> }

/** What was made, to be opened again, and the way to what one file could not hold. */
function Files({ files, busy, onNext }: FilesProps) {
  if (files.length === 0) return null
  const next = files.at(-1)?.next
  return (
    <Card title='生成的文件'>
      {files.map((made, i) => (
        <Row
          key={`${made.name} ${i}`}
          title={made.name}
          note={made.rows === 0 ? '这段时间里没有内容' : `${made.rows} 行，点一下再打开`}
          {...(made.rows === 0 ? {} : { onTap: () => void openPaper(made.name, made.base64) })}
        >
          <Money amount={made.total} meaning='合计' />
        </Row>
      ))}
      {next !== undefined && (
        <>
          <Note>内容很多，一个文件放不下，后面还有。每个文件各有合计。</Note>
          <Acts>
            <Button disabled={busy} onTap={() => onNext(next)}>
              生成下一个文件
            </Button>
          </Acts>
        </>
      )}
    </Card>
  )
}
