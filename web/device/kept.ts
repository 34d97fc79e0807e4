/** Small choices of this device (language, theme, density). Never data about people. */
export type Choice = 'language' | 'theme' | 'density' | 'shortcuts'

const prefix = 'entas.'

/** The kept choice, or undefined; storage may be forbidden, and then nothing is remembered. */
export function kept(choice: Choice): string | undefined {
  try {
    return localStorage.getItem(prefix + choice) ?? undefined
  } catch {
    return undefined
  }
}

export function keep(choice: Choice, value: string): void {
  try {
    localStorage.setItem(prefix + choice, value)
  } catch {
    // Without storage the choice holds until the page closes.
  }
}
