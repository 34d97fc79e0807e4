export const text = {
  'problem.floor.in-use': 'Folder data ini sedang dipakai proses lain (nomor proses {pid}).',
  'problem.floor.no-binaries':
    'Program PostgreSQL tidak ditemukan atau tidak dapat dijalankan: {folder}.',
  'problem.floor.no-system-user':
    'PostgreSQL tidak boleh berjalan sebagai root, dan pengguna {user} tidak dapat dibuat.',
  'problem.floor.postgres-failed': 'PostgreSQL tidak dapat dimulai: {log}',
  'problem.floor.postgres-too-old': 'Diperlukan PostgreSQL 15 atau lebih baru; yang ada {version}.',
  'problem.floor.password-missing': 'Berkas kata sandi pangkalan data tidak ada: {file}.',
  'problem.floor.migration-changed':
    'Migrasi {name} sudah diterapkan dengan isi lain. Pakai versi program yang sesuai dengan data ini.',
  'problem.floor.migration-unknown':
    'Data ini dibuat oleh versi program yang lebih baru (migrasi {name}).',
  'problem.floor.migration-failed': 'Migrasi {name} gagal dan dibatalkan seluruhnya: {why}',
  'problem.floor.port-taken': 'Port {port} sudah dipakai program lain.',
  'problem.floor.regency-unknown': 'Tidak ada kabupaten/kota dengan kode {code}.',
  'problem.floor.not-initialised':
    'Folder data ini belum disiapkan. Jalankan dahulu: npx entas init --regency KODE --data {folder}',
  'problem.floor.loopback-only':
    'Peragaan hanya boleh dibuka di komputer ini sendiri (127.0.0.1), tidak di {host}.',
  'problem.floor.plain-network':
    'Di {host} data akan lewat tanpa sandi. Beri --certificate dan --certificate-key, atau --behind-proxy bila ada proxy https di depan; tanpa itu hanya 127.0.0.1.',
  'problem.floor.not-a-demonstration':
    'Folder data ini memuat data sungguhan {name}; peragaan tidak boleh memakainya.',
  'problem.floor.already-initialised': 'Folder data ini sudah disiapkan untuk {name}.',
} as const
