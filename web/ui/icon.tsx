/** Line icons in the manner of Lucide (24 px grid, 2 px strokes). Always beside a word. */
const paths = {
  search: ['M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14z', 'm20.5 20.5-4.3-4.3'],
  eye: ['M2 12c4-8 16-8 20 0-4 8-16 8-20 0z', 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z'],
  print: ['M7 8V3h10v5M7 14h10v7H7z', 'M7 17H3V8h18v9h-4'],
  sun: [
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
    'M12 1v3M12 20v3M1 12h3M20 12h3M4 4l2 2M18 18l2 2M4 20l2-2M18 6l2-2',
  ],
  moon: ['M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z'],
  up: ['M12 20V4M6 10l6-6 6 6'],
  back: ['M20 12H4M10 6l-6 6 6 6'],
  next: ['M4 12h16M14 6l6 6-6 6'],
  file: ['M6 2h8l5 5v15H6z', 'M14 2v6h5'],
  download: ['M12 3v12M6 10l6 6 6-6', 'M4 21h16'],
  signal: ['M4 20v-4M9 20v-8M14 20V8M19 20V4'],
  'no-signal': ['M4 20v-4M9 20v-8M14 20V8M19 20V4M3 3l18 18'],
  camera: ['M3 8h4l2-3h6l2 3h4v11H3z', 'M12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z'],
  menu: ['M4 6h16M4 12h16M4 18h16'],
} as const satisfies Record<string, readonly string[]>

export type IconName = keyof typeof paths

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {paths[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  )
}

/** The mangosteen's underside: as many segments as it holds, told before it is opened. */
export function Mark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <g fill="currentColor">
        {[0, 60, 120, 180, 240, 300].map((angle) => (
          <path
            key={angle}
            d="M12 10.2 9.6 5.4a2.75 2.75 0 0 1 4.8 0z"
            transform={`rotate(${angle} 12 12)`}
          />
        ))}
      </g>
    </svg>
  )
}
