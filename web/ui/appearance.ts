import { signal } from '@preact/signals'
import { type Choice, keep, kept } from '../device/kept.ts'

export const themes = ['device', 'light', 'dark', 'sun'] as const
export type Theme = (typeof themes)[number]

export type Density = 'calm' | 'tight'

export const theme = signal<Theme>(oneOf(themes, kept('theme')) ?? 'device')
export const density = signal<Density>(kept('density') === 'tight' ? 'tight' : 'calm')

/** Puts the kept choices on the page. Called once, before the first paint. */
export function startAppearance(): void {
  chooseTheme(theme.peek())
  chooseDensity(density.peek())
}

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen
  mark('theme', chosen === 'device' ? undefined : chosen)
  keep('theme', chosen)
}

export function chooseDensity(chosen: Density): void {
  density.value = chosen
  mark('density', chosen)
  keep('density', chosen)
}

function mark(name: Choice, value: string | undefined): void {
  if (value === undefined) delete document.documentElement.dataset[name]
  else document.documentElement.dataset[name] = value
}

function oneOf<Value extends string>(
  values: readonly Value[],
  text: string | undefined,
): Value | undefined {
  return values.find((value) => value === text)
}
