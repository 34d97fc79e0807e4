import { t } from '../text.ts'

/** The four steps of a list, in words. */
export function stepWords(): readonly string[] {
  return [
    t('sources.step.choose'),
    t('sources.step.columns'),
    t('sources.step.check'),
    t('sources.step.enter'),
  ]
}
