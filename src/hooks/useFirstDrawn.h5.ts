/** In a browser nothing crosses anywhere: the page is drawn whole, without a flicker. */
export const useFirstDrawn = (): boolean => true
