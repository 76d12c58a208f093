import { mergeInternalComponents } from '@tarojs/shared'
import ARIA from './ariaProps.json'

mergeInternalComponents(ARIA)
