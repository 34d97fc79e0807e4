import type { text as indonesian } from './keys.id.ts'

export const text: Readonly<Record<keyof typeof indonesian, string>> = {
  'problem.keys.missing':
    'The master key file is missing: {file}. Without it no NIK can be read. Bring it back from its copy, or show its place with --key.',
  'problem.keys.readable-by-others':
    'The master key file {file} can be read by others on this machine. Run: chmod 600 {file}',
  'problem.keys.damaged': 'The master key file {file} is damaged. Bring it back from its copy.',
  'problem.keys.other-master':
    'This master key is not the one of this data folder. Show the right file with --key.',
}
