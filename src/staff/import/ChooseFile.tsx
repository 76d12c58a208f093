import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Tick } from '@/components/Tick'
import type { StaffAnswer } from '@contract/contract/staff'
import { Questions } from './Questions'
import { useLedger } from './useLedger'

type ChooseFileProps = {
  readonly communityId: string
  /** A preview is on the page: its 确认写入 is then the main button. */
  readonly chosen: boolean
  readonly onPreview: (preview: StaffAnswer<'ledger.preview'> | null) => void
}

export function ChooseFile({ communityId, chosen, onPreview }: ChooseFileProps) {
  const { file, look, cutoff, setCutoff, needsDay, choose, withDay, say, busy, problem, says, former, setFormer } = useLedger(communityId, onPreview)
  const questions = look?.questions ?? []
  return (
    <>
      <Card title='选择 Excel 或 CSV 台账'>
        <Note>表头写在哪一行都可以，小计、合计会自动跳过。先预览，确认后才写入。</Note>
        <Tick ticked={former !== null} onTick={() => setFormer(former === null ? '' : null)} words='这是前一家物业留下的账，只作历史' />
        {former !== null && (
          <Field label='前物业名称' value={former} onChange={setFormer} maxLength={40} hint='欠费不出账、不提醒，债权转让并通知住户后才能转为账单' />
        )}
        {file && <Note>{`已选择：${file.name}`}</Note>}
        {busy && <Note>{says === '' ? '正在读表格…' : says}</Note>}
        {look?.remembered && (
          <>
            <Note>这种表上次填过，按上次的选择读。</Note>
            <Acts>
              <Button kind='words' onTap={() => say({ forget: true })}>
                重新选择
              </Button>
            </Acts>
          </>
        )}
        <Problem problem={problem} />
        {needsDay && (
          <>
            <Field label='统计截止日' value={cutoff} onChange={setCutoff} maxLength={10} hint='例如 2026-06-30' />
            <Acts>
              <Button onTap={withDay}>按这个日期预览</Button>
            </Acts>
          </>
        )}
        <Acts>
          <Button kind={chosen || questions.length > 0 ? 'quiet' : 'filled'} onTap={choose}>
            {file ? '换一个文件' : '选择文件'}
          </Button>
        </Acts>
      </Card>
      {look && questions.length > 0 && (
        <Questions
          key={JSON.stringify(questions)}
          look={look}
          busy={busy}
          onAnswered={(mapping, sheet) => say({ mapping, ...(sheet === undefined ? {} : { sheet }) })}
        />
      )}
    </>
  )
}
