import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { Text } from '@tarojs/components'
import { PRIVACY_FULL, PRIVACY_VERSION } from './words'

export default function PrivacyPage() {
  return (
    <Page title='隐私说明'>
      {PRIVACY_FULL.map(({ title, says }) => (
        <Card key={title} title={title}>
          <Text>{says}</Text>
        </Card>
      ))}
      <Card>
        <Note>{`本说明的版本：${PRIVACY_VERSION}`}</Note>
      </Card>
    </Page>
  )
}
