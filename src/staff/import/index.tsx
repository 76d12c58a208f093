import { Page } from '@/components/Page'
import { useCommunityId } from '@/staff/community'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'
import { ChooseFile } from './ChooseFile'
import { ImportPreview } from './ImportPreview'
import { Written } from './Written'

/** 导入台账: choose the file, see what each row would become and why, confirm. Nothing is written before. */
export default function ImportPage() {
  const communityId = useCommunityId()
  const [preview, setPreview] = useState<StaffAnswer<'ledger.preview'> | null>(null)
  const [written, setWritten] = useState<StaffAnswer<'ledger.confirm'> | null>(null)

  const look = (next: StaffAnswer<'ledger.preview'> | null) => {
    setPreview(next)
    setWritten(null)
  }
  return (
    <Page title='导入台账' wide>
      <ChooseFile communityId={communityId} chosen={preview !== null} onPreview={look} />
      {preview && written && (
        <Written result={written} premises={preview.totals.premises} communityId={communityId} />
      )}
      {preview && !written && <ImportPreview preview={preview} onWritten={setWritten} />}
    </Page>
  )
}
