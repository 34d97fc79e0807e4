/**
 * The files of words, as types only: the compiler knows every key, the browser loads a file when
 * a screen needs it. A new `web/text/<name>.id.ts` gets one line here (a test says when it lacks).
 */
export type TextFiles = {
  readonly access: typeof import('./text/access.id.ts').text
  readonly areas: typeof import('./text/areas.id.ts').text
  readonly classification: typeof import('./text/classification.id.ts').text
  readonly evidence: typeof import('./text/evidence.id.ts').text
  readonly events: typeof import('./text/events.id.ts').text
  readonly floor: typeof import('./text/floor.id.ts').text
  readonly households: typeof import('./text/households.id.ts').text
  readonly keys: typeof import('./text/keys.id.ts').text
  readonly known: typeof import('./text/known.id.ts').text
  readonly monitoring: typeof import('./text/monitoring.id.ts').text
  readonly payments: typeof import('./text/payments.id.ts').text
  readonly persons: typeof import('./text/persons.id.ts').text
  readonly programmes: typeof import('./text/programmes.id.ts').text
  readonly questionnaire: typeof import('./text/questionnaire.id.ts').text
  readonly matching: typeof import('./text/matching.id.ts').text
  readonly quality: typeof import('./text/quality.id.ts').text
  readonly registry: typeof import('./text/registry.id.ts').text
  readonly shell: typeof import('./text/shell.id.ts').text
  readonly sources: typeof import('./text/sources.id.ts').text
  readonly visits: typeof import('./text/visits.id.ts').text
}

export type TextName = keyof TextFiles

export type TextKey = { [Name in TextName]: keyof TextFiles[Name] & string }[TextName]
