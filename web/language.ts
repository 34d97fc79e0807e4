import { signal } from '@preact/signals'
import { keep, kept } from './device/kept.ts'

export type Language = 'id' | 'en'

const first: Language = kept('language') === 'en' ? 'en' : 'id'

/** What the screen speaks. Indonesian unless the person chose English on this device. */
export const language = signal<Language>(first)

export function rememberLanguage(chosen: Language): void {
  keep('language', chosen)
  language.value = chosen
  document.documentElement.lang = chosen
}
