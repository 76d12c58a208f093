import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { PRIVACY_VERSION } from '@contract/privacy'
import { Text } from '@tarojs/components'
import { PRIVACY_FULL } from './words'

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
