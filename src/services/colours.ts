/** Filled in from src/tokens.css at build (config/taro): parts that WeChat draws itself take a colour only as a value. */
declare const BRAND: string

/** Undefined where nothing was built: there the part keeps its own colour. */
export const brandColour = typeof BRAND === 'string' ? BRAND : undefined
