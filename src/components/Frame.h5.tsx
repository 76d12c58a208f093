import './Frame.h5.css'
import { TABS, tabsFor } from '@/custom-tab-bar/tabs'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { FrameProps } from './Frame'
import { Icon } from './Icon'

const HOME = `/${TABS[0].path}`

/** The bars that WeChat draws round a mini-program's page and a browser does not. */
export function Frame({ title, tab, isStaff, children }: FrameProps) {
  return (
    <>
      <View className='nav'>
        {tab === undefined && <WayBack />}
        <Text className='nav__title'>{title}</Text>
      </View>
      <View className='page__body'>{children}</View>
      {tab !== undefined && (
        <View className='tabs'>
          {tabsFor(isStaff).map((each) => (
            <View
              key={each.name}
              className={`tabs__tab ${each.name === tab ? 'tabs__tab--current' : ''}`}
              ariaRole='button'
              onClick={() => void Taro.switchTab({ url: `/${each.path}` })}
            >
              <Icon name={each.icon} words={each.words} layout='below' />
            </View>
          ))}
        </View>
      )}
    </>
  )
}

/** A page opened by its address has nothing behind it; then the way back is home. */
function WayBack() {
  const deep = Taro.getCurrentPages().length > 1
  const go = () => void (deep ? Taro.navigateBack() : Taro.switchTab({ url: HOME }))
  return (
    <View className='nav__back' ariaRole='button' onClick={go}>
      <Icon name={deep ? 'chevron-left' : 'house'} words={deep ? '返回' : '首页'} />
    </View>
  )
}
