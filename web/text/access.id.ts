/** Signing in, accounts, the audit trail. */
export const text = {
  'access.promise': 'Setiap keluarga ditemukan, setiap putusan beralasan, setiap rupiah terbukti.',
  'access.sign-in': 'Masuk',
  'access.account-name': 'Nama akun',
  'access.password': 'Kata sandi',
  'access.show-password': 'Tampilkan kata sandi',
  'access.forgot':
    'Lupa kata sandi: minta kode sekali pakai dari pengelola akun di Dinas Sosial. Kami tidak pernah menanyakan kata sandi lewat telepon atau WhatsApp.',
  'access.have-code': 'Saya punya kode sekali pakai',
  'access.have-password': 'Saya sudah punya kata sandi',
  'access.set-password': 'Buat kata sandi',
  'access.code': 'Kode sekali pakai',
  'access.code-hint': 'Dari pengelola akun. Kode hanya berlaku satu kali.',
  'access.new-password': 'Kata sandi baru',
  'access.new-password-hint':
    'Paling sedikit 12 huruf. Kalimat pendek yang hanya Anda yang tahu paling mudah diingat.',
  'access.set-and-sign-in': 'Simpan dan masuk',
  'access.name-missing': 'Isi nama akun, misalnya ratna.',
  'access.password-missing': 'Isi kata sandi.',
  'access.code-missing': 'Isi kode yang Anda terima.',
  'access.try-demonstration': 'Coba dengan akun peragaan',
  'access.demonstration-of': 'Ini peragaan {place}.',
  'access.demonstration-means':
    'Semua orang rekaan; tidak ada data warga di sini. Pilih satu peran, tanpa kata sandi.',
  'access.does.administrator': 'mengelola akun dan membaca jejak',
  'access.does.social-office': 'mengunggah daftar, memeriksa, mengusulkan putusan',
  'access.does.planning-team': 'membaca gambaran dan daftar',
  'access.does.village-operator': 'melihat keluarga desanya, mengisi buku kerja desa',
  'access.does.verifier': 'mendatangi keluarga, dengan HP',
  'access.does.payer': 'membayar dan mencocokkan',
  'access.does.auditor': 'membaca semua, tidak mengubah',
  'access.does.regent': 'melihat gambaran, menetapkan',
  'accounts.title': 'Akun',
  'accounts.lead':
    'Setiap orang punya akun sendiri. Peran menentukan pekerjaannya, desa menentukan siapa yang terlihat.',
  'accounts.new': 'Akun baru',
  'accounts.make': 'Buat akun',
  'accounts.name': 'Nama',
  'accounts.name-wrong': 'Isi nama orangnya, paling sedikit dua huruf.',
  'accounts.sign-in-name-hint':
    'Huruf kecil, angka, titik, atau tanda hubung; misalnya siti.aminah.',
  'accounts.sign-in-name-wrong': 'Pakai 2 sampai 40 huruf kecil, angka, titik, atau tanda hubung.',
  'accounts.role': 'Peran',
  'accounts.areas': 'Desa',
  'accounts.areas-wrong': 'Pilih paling sedikit satu desa.',
  'accounts.scope-regency': 'seluruh kabupaten',
  'accounts.scope-areas': 'belum ada desa',
  'accounts.scope-tasks': 'keluarga tugasnya',
  'accounts.state': 'Keadaan',
  'accounts.active': 'Aktif',
  'accounts.blocked': 'Ditutup',
  'accounts.no-secret': 'Belum dapat masuk',
  'accounts.waits-code': 'Menunggu kode dipakai',
  'accounts.code-until': 'sampai {until}',
  'accounts.do': 'Tindakan',
  'accounts.yourself': 'akun Anda',
  'accounts.code': 'Kode baru',
  'accounts.code-title': 'Kode baru untuk {name}',
  'accounts.code-means':
    'Kata sandi yang lama dan semua sambungan akun ini berakhir sekarang juga.',
  'accounts.code-make': 'Buat kode',
  'accounts.code-for': 'Kode sekali pakai untuk {name}',
  'accounts.code-once':
    'Catat sekarang: kode ini tidak dapat ditampilkan lagi. Berlaku sampai {until}. Sampaikan langsung, jangan lewat grup.',
  'accounts.block': 'Tutup',
  'accounts.block-title': 'Tutup akun {name}',
  'accounts.block-means': 'Orang ini tidak dapat masuk lagi. Catatan pekerjaannya tetap ada.',
  'accounts.unblock': 'Buka lagi',
  'accounts.unblock-title': 'Buka lagi akun {name}',
  'accounts.unblock-means': 'Orang ini dapat masuk lagi dengan kata sandinya.',
  'problem.access.sign-in-needed':
    'Anda belum masuk, atau sudah terlalu lama. Masuk lagi; Anda kembali ke halaman ini.',
  'problem.access.not-allowed': 'Peran Anda tidak mencakup pekerjaan ini.',
  'problem.access.wrong-credentials':
    'Nama akun dan kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi.',
  'problem.access.wait-before-retry':
    'Terlalu sering salah. Tunggu beberapa menit, lalu coba lagi.',
  'problem.access.csrf': 'Halaman ini sudah lama terbuka. Muat ulang, lalu coba lagi.',
  'problem.access.account-blocked': 'Akun ini ditutup. Tanyakan kepada pengelola akun.',
  'problem.access.password-too-weak':
    'Kata sandi ini mudah ditebak. Pakai paling sedikit 12 huruf, bukan kata yang umum.',
  'problem.access.sign-in-name-taken': 'Nama akun ini sudah dipakai. Pilih yang lain.',
  'problem.access.demonstration-only': 'Ini hanya ada pada peragaan.',
  'problem.access.other-origin':
    'Permintaan ini datang dari halaman lain. Buka Entas langsung, lalu coba lagi.',
  'problem.access.too-many-requests':
    'Terlalu banyak permintaan dalam waktu singkat. Tunggu sebentar, lalu coba lagi.',
  'problem.access.area-unknown': 'Wilayah ini tidak ada di kabupaten ini.',
  'problem.access.grant-beyond-own':
    'Anda tidak dapat memberi hak yang lebih luas dari hak Anda sendiri.',
  'problem.access.not-oneself':
    'Ini tidak dapat dilakukan pada akun sendiri. Minta pengelola lain.',
  'problem.access.scope-wrong':
    'Peran ini memerlukan wilayah lain: pilih desa untuk operator dan petugas lapangan, kosongkan untuk peran kabupaten.',
  'problem.access.wrong-code':
    'Kode ini salah, sudah dipakai, atau sudah lewat waktunya. Minta kode baru.',
} as const
