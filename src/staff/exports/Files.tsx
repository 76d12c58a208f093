import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Notice } from '@/components/Notice'
import { Row } from '@/components/Row'
import { openPaper, opensByItself } from '@/services/openPaper'
import type { StaffAnswer } from '@contract/contract/staff'
import { sumFen } from '@contract/money'

type FilesProps = {
  readonly files: readonly StaffAnswer<'export.make'>[]
  readonly busy: boolean
  readonly onNext: (after: string) => Promise<void>
}

/** What was made, to be opened again, and the way to what one file could not hold. */
export function Files({ files: all, busy, onNext }: FilesProps) {
  const next = all.at(-1)?.next
  // What looked like more may turn out to have been the end.
  const files = all.filter((made) => made.rows > 0)
  const rows = files.reduce((sum, made) => sum + made.rows, 0)
  if (all.length === 0) return null
  if (rows === 0 && next === undefined) {
    return <Notice kind='empty' says='没有可以导出的内容' next='换一段时间或换一种报表再试' />
  }
  return (
    <Card title='生成的文件'>
      {files.map((made, i) => (
        <Row
          key={`${made.name} ${i}`}
          title={made.name}
          note={`${made.rows} 行，${opensByItself(made.name) ? '点一下再打开' : '点一下发到聊天，例如文件传输助手'}`}
          onTap={() => void openPaper(made.name, made.base64)}
        >
          <Money amount={made.total} meaning='合计' />
        </Row>
      ))}
      {files.length > 1 && (
        <Row title={`${files.length} 个文件合计`} note={`${rows} 行`}>
          <Money amount={sumFen(files.map(({ total }) => total))} meaning='全部合计' />
        </Row>
      )}
      {next !== undefined && (
        <>
          <Note>内容很多，一个文件放不下，后面还有。每个文件各有合计。</Note>
          <Acts>
            <Button busy={busy} onTap={() => onNext(next)}>
              生成下一个文件
            </Button>
          </Acts>
        </>
      )}
    </Card>
  )
}
