import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Row } from '@/components/Row'
import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Run } from './lookThrough'

/** Who gets no bill, by the reason that one act often mends for many; the homes open under it. */
export function Skipped({ run: { reasons, skipped }, onLook }: { readonly run: Run; readonly onLook: (premisesId: string) => void }) {
  const [open, setOpen] = useState<string | null>(null)
  const total = reasons.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  return (
    <Card title={`跳过 ${total} 户`}>
      {reasons.map(({ code, says, count }) => {
        const rows = skipped.filter((one) => one.code === code)
        return (
          <View key={code}>
            <Row title={says} onTap={() => setOpen(open === code ? null : code)}>{`${count} 户`}</Row>
            {open === code && rows.map(({ premisesId, premises }) => (
              <Row key={`${code} ${premisesId}`} title={premises} onTap={() => onLook(premisesId)} />
            ))}
            {open === code && rows.length < count && <Note>{`只列出前 ${rows.length} 户。`}</Note>}
          </View>
        )
      })}
    </Card>
  )
}
