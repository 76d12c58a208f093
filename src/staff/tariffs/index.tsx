import { Answered } from '@/components/Answered'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { useCommunityId } from '@/staff/community'
import { DraftTariff } from './DraftTariff'
import { TariffCard } from './TariffCard'

/** 收费标准: what may be charged, on which basis, since when it is public. Nothing is billed without one. */
export default function TariffsPage() {
  const communityId = useCommunityId()
  const { answer, refresh } = useStaffAnswer('tariff.list', { communityId })
  return (
    <Page title='收费标准' wide>
      <Answered answer={answer} onRetry={refresh} rows={4}>
        {({ tariffs }) => (
          <>
            {tariffs.length === 0 && (
              <Card>
                <Note>还没有收费标准。先建一个，写明依据并公示，才能出账。</Note>
              </Card>
            )}
            {tariffs.map((tariff) => (
              <TariffCard key={tariff.tariffId} tariff={tariff} onPublished={refresh} />
            ))}
            <DraftTariff communityId={communityId} onDrafted={refresh} />
          </>
        )}
      </Answered>
    </Page>
  )
}
