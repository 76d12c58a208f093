import { Page } from '@/components/Page'
import type { Days } from '@/components/Span'
import { StatementView } from '@/components/StatementView'
import { useAccountChoice } from '@/hooks/useAccountChoice'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { askResident } from '@/services/cloud'
import { useState } from 'react'
import { Confirming } from './Confirming'

/** 对账单: what was owed, charged and paid, over days of one’s choice, and the same on paper. */
export default function StatementPage() {
  const { chosen } = useAccountChoice()
  const [days, setDays] = useState<Days>({})
  const whose = chosen === null ? {} : { accountId: chosen }
  const ask = { ...whose, ...days }
  const { answer, refresh } = useCloudAnswer('statement.show', ask)
  return (
    <Page title='对账单'>
      <StatementView answer={answer} refresh={refresh} onChoose={setDays} paper={() => askResident('statement.pdf', ask)}>
        <Confirming ask={whose} />
      </StatementView>
    </Page>
  )
}
