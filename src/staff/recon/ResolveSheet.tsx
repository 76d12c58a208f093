import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Sheet } from '@/components/Sheet'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { useState } from 'react'
import type { Difference } from '.'

type ResolveSheetProps = {
  readonly difference: Difference
  readonly onClose: () => void
  readonly onResolved: () => Promise<void>
}

/** A difference ends with words, never with a tick alone: they are what the next auditor reads. */
export function ResolveSheet({ difference, onClose, onResolved }: ResolveSheetProps) {
  const { differenceId, name, says, remedy } = difference
  const [note, setNote] = useState('')
  const { act, problem } = useAct(
    () => askStaff('recon.resolve', { differenceId, note: note.trim() }),
    onResolved,
  )
  return (
    <Sheet open title={name} onClose={onClose}>
      <Note>{says}</Note>
      <Note>{remedy}</Note>
      <Field
        label='处理结果'
        value={note}
        onChange={setNote}
        maxLength={200}
        hint='写明查了什么、结果如何，例如“商户平台已到账，7月3日补记”'
      />
      <Note>这里只记录结果，不会改动账目。您的名字和时间会留痕。</Note>
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' disabled={note.trim() === ''} onTap={act}>
          处理完毕
        </Button>
      </Acts>
    </Sheet>
  )
}
