/**
 * The dunning policy, whole: which stages exist, when each is reached, by which channel, and
 * whether a person must release it. Nothing else in the program knows a number of days.
 */
export type DunningStageCode = 'issued' | 'T-7' | 'T-1' | 'T+7' | 'T+30'
