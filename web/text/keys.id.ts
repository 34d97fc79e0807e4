/** Berkas kunci induk: dibaca saat server dibuka, di terminal. */
export const text = {
  'problem.keys.missing':
    'Berkas kunci induk tidak ada: {file}. Tanpa berkas itu NIK tidak dapat dibaca. Kembalikan dari salinannya, atau tunjukkan tempatnya dengan --key.',
  'problem.keys.readable-by-others':
    'Berkas kunci induk {file} dapat dibaca orang lain di komputer ini. Jalankan: chmod 600 {file}',
  'problem.keys.damaged': 'Berkas kunci induk {file} rusak. Kembalikan dari salinannya.',
  'problem.keys.other-master':
    'Kunci induk ini bukan kunci folder data ini. Tunjukkan berkas yang benar dengan --key.',
} as const
