import type { text as id } from './floor.id.ts'

export const text: Readonly<Record<keyof typeof id, string>> = {
  'problem.floor.in-use': 'This data folder is in use by another process (process number {pid}).',
  'problem.floor.no-binaries': 'The PostgreSQL programs are missing or cannot be run: {folder}.',
  'problem.floor.no-system-user':
    'PostgreSQL must not run as root, and the user {user} could not be made.',
  'problem.floor.postgres-failed': 'PostgreSQL could not be started: {log}',
  'problem.floor.postgres-too-old': 'PostgreSQL 15 or later is needed; this is {version}.',
  'problem.floor.password-missing': 'The password file of the database is missing: {file}.',
  'problem.floor.migration-changed':
    'Migration {name} was applied with another content. Use the version that goes with this data.',
  'problem.floor.migration-unknown':
    'This data was made by a later version of the program (migration {name}).',
  'problem.floor.migration-failed': 'Migration {name} failed and was undone as a whole: {why}',
  'problem.floor.port-taken': 'Port {port} is taken by another program.',
  'problem.floor.regency-unknown': 'There is no regency with code {code}.',
  'problem.floor.not-initialised':
    'This data folder has no regency yet. First run: npx entas init --regency CODE --data {folder}',
  'problem.floor.loopback-only':
    'A demonstration opens on this computer only (127.0.0.1), not on {host}.',
  'problem.floor.plain-network':
    'On {host} data would travel unencrypted. Give --certificate and --certificate-key, or --behind-proxy when an https proxy stands in front; otherwise only 127.0.0.1.',
  'problem.floor.not-a-demonstration':
    'This data folder holds real data of {name}; a demonstration must not use it.',
  'problem.floor.already-initialised': 'This data folder was already made for {name}.',
}
