// Taro looks for its configuration at exactly this path. What it says lives in config/taro/.
export { default } from './taro'
