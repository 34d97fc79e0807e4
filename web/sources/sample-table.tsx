import { number } from '../format.ts'
import { t } from '../text.ts'
import { type Column, Table } from '../ui/table.tsx'
import type { Import } from './sources.ts'

type Sample = Import['sampleRows'][number]

/** The first data rows as the file has them, so that a person sees what was understood. */
export function SampleTable({ of }: { readonly of: Import }) {
  if (of.sampleRows.length === 0) return null
  const columns: Column<Sample>[] = [
    {
      key: 'row',
      head: t('sources.row-number'),
      names: true,
      cell: (sample) => number(sample.row),
    },
    ...of.header.map((heading, at) => ({
      key: String(at),
      head: heading,
      label: heading,
      cell: (sample: Sample) => sample.cells[at] ?? '',
    })),
  ]
  const note = [
    t('sources.samples-note', { count: of.sampleRows.length }),
    t('sources.columns-known', { count: of.mapping.length }),
  ].join(' · ')
  return (
    <section class="section" aria-labelledby="samples">
      <div class="section__head">
        <h2 id="samples">{t('sources.samples')}</h2>
        <p class="source">{note}</p>
      </div>
      <div class="samples">
        <Table
          caption={t('sources.samples')}
          columns={columns}
          rows={of.sampleRows}
          rowKey={(sample) => String(sample.row)}
          stack={false}
        />
      </div>
    </section>
  )
}
