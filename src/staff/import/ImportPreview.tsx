import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { formatDay } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { Text } from '@tarojs/components'

type Preview = StaffAnswer<'ledger.preview'>
type ImportPreviewProps = {
  readonly preview: Preview
  readonly onWritten: (result: StaffAnswer<'ledger.confirm'>) => void
}

const LEVELS: Record<Preview['issues'][number]['level'], string> = {
  refused: '不接收',
  warned: '请留意',
  ignored: '已忽略',
}

/** What the file would become: its own totals, and every row that is not simply taken, with the reason. */
export function ImportPreview({ preview, onWritten }: ImportPreviewProps) {
  const { importId, title, cutoff, rows, totals, issues, columns } = preview
  const { act, problem } = useAct(() => askStaff('ledger.confirm', { importId }), onWritten)
  const nothing = totals.premises === 0
  return (
    <>
      <Card title={title}>
        <Note>{`统计截止 ${formatDay(cutoff)}`}</Note>
        <Money size='large' amount={totals.owed} meaning='欠费合计' />
        <Row title='房屋'>
          <Text>{`${totals.premises} 套`}</Text>
        </Row>
        <Row title='欠费户'>
          <Text>{`${totals.debtors} 户`}</Text>
        </Row>
        <Row title='预缴合计'>
          <Money amount={totals.prepaid} meaning='预缴合计' />
        </Row>
        <Row title='接收' note={`另有 ${rows.warned} 行接收但请留意`}>
          <Text>{`${rows.accepted} 行`}</Text>
        </Row>
        <Row title='不接收' note='改好表格后再导入一次，已写入的不会重复'>
          <Text>{`${rows.refused} 行`}</Text>
        </Row>
        <Row title='忽略' note='小计、合计、空行'>
          <Text>{`${rows.ignored} 行`}</Text>
        </Row>
        <Problem problem={problem} />
        {nothing ? (
          <Note>没有可以写入的行，请按下面的原因修改表格。</Note>
        ) : (
          <Acts>
            <Button kind='filled' onTap={act}>
              确认写入
            </Button>
          </Acts>
        )}
      </Card>
      {issues.length > 0 && (
        <Card title='逐行原因'>
          {issues.map(({ row, level, code, says }) => (
            <Row
              key={`${row} ${code}`}
              title={`第 ${row} 行`}
              note={says}
              tag={<Tag tone={level === 'ignored' ? 'plain' : 'notice'}>{LEVELS[level]}</Tag>}
            />
          ))}
        </Card>
      )}
      <Card title='认出的列'>
        {columns.map(({ column, header, field }) => (
          <Row key={column} title={`${column} 列：${header}`} note={field === null ? '没有用到' : '已使用'} />
        ))}
      </Card>
    </>
  )
}
