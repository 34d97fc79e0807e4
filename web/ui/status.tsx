import type { ComponentChildren } from 'preact'
import { t } from '../text.ts'

/** The shape before the word: ring, half disc, disc, diamond, triangle, square, arrow, hollow. */
export type StatusShape =
  | 'none'
  | 'doing'
  | 'ok'
  | 'found'
  | 'warn'
  | 'stop'
  | 'back'
  | 'out'
  | 'wait'

export function Status({
  is,
  children,
}: {
  readonly is: StatusShape
  readonly children: ComponentChildren
}) {
  return (
    <span class="status" data-is={is}>
      {children}
    </span>
  )
}

/** K: the regency's finding. P: the centre's rank, only read. S: an estimate from a survey. */
export type TruthKind = 'K' | 'P' | 'S'

export function Truth({
  kind,
  children,
}: {
  readonly kind: TruthKind
  readonly children?: ComponentChildren
}) {
  return (
    <span class="truth" data-mark={kind}>
      {children ?? t(`shell.truth-${kind}`)}
    </span>
  )
}

/** The soft line under a fact: source, date, proof. */
export function Source({ children }: { readonly children: ComponentChildren }) {
  return <span class="source">{children}</span>
}

/** A masked number, or the words for "none yet". */
export function Masked({ value }: { readonly value: string | null }) {
  if (value === null) return <span class="soft">{t('shell.no-number')}</span>
  return <span class="mask">{value}</span>
}
