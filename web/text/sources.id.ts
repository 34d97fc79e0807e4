/** Lists: import, check, enter, take back; findings and problems of lists. */
export const text = {
  'sources.title': 'Impor daftar',
  'sources.lead':
    'Daftar pusat masuk di sini. Tidak ada yang masuk sebelum tombol terakhir Anda tekan.',
  'sources.choose': 'Pilih atau jatuhkan berkas daftar',
  'sources.choose-hint':
    'XLSX atau CSV P3KE: berkas keluarga (31 kolom) atau perorangan (32 kolom). Paling besar 1 GB.',
  'sources.send': 'Unggah dan periksa',
  'sources.choose-first': 'Pilih berkas dulu.',
  'sources.sending': 'Mengunggah… Jangan tutup halaman ini sampai selesai.',
  'sources.before': 'Daftar yang sudah diterima',
  'sources.none-title': 'Belum ada daftar.',
  'sources.none': 'Unggah daftar pertama di atas; hasil pemeriksaannya tampil di sini.',
  'sources.none-read': 'Dinas Sosial mengunggah daftar; hasilnya tampil di sini.',
  'sources.file': 'Berkas',
  'sources.state': 'Keadaan',
  'sources.received': 'Diterima',
  'sources.received-by': 'diunggah {name}, {at}',
  'sources.received-at': 'diunggah {at}',
  'sources.rows': 'Baris data',
  'sources.waiting': 'Baris menunggu',
  'sources.state.received': 'Menunggu diperiksa',
  'sources.state.checking': 'Sedang diperiksa',
  'sources.state.checked': 'Menunggu Anda',
  'sources.state.entering': 'Sedang dimasukkan',
  'sources.state.entered': 'Sudah masuk',
  'sources.state.refused': 'Tidak dapat diterima',
  'sources.state.withdrawn': 'Ditarik kembali',
  'sources.format.p3ke-family': 'Keluarga P3KE',
  'sources.format.p3ke-person': 'Perorangan P3KE',
  'sources.step.choose': 'Pilih berkas',
  'sources.step.columns': 'Kenali kolom',
  'sources.step.check': 'Periksa temuan',
  'sources.step.enter': 'Masukkan',
  'sources.count.rows': 'Baris data dalam berkas',
  'sources.count.rows-source': 'dari {all} baris; semua disimpan apa adanya',
  'sources.count.families': 'Keluarga menurut ID Keluarga',
  'sources.count.families-source': 'sebelum keluarga ganda dicari',
  'sources.count.persons': 'Orang di dalamnya',
  'sources.count.persons-head': 'kepala keluarga saja',
  'sources.count.persons-all': 'semua baris perorangan',
  'sources.findings': 'Temuan',
  'sources.findings-note':
    'Temuan tidak menghalangi. Baris yang dapat dipakai masuk; yang menunggu tetap tersimpan.',
  'sources.no-findings': 'Tidak ada temuan.',
  'sources.finding-rows': 'baris',
  'sources.see-rows': 'Lihat barisnya',
  'sources.hide-rows': 'Tutup barisnya',
  'sources.row': 'Baris {row}',
  'sources.row-field': 'Baris {row}, kolom {field}',
  'sources.severity.wait': 'Menunggu: belum dimasukkan',
  'sources.severity.look': 'Masuk, perlu dilihat',
  'sources.samples': 'Contoh baris',
  'sources.samples-note': '{count} baris data pertama; nomor panjang disamarkan',
  'sources.row-number': 'Baris',
  'sources.enter': 'Masukkan {count} baris',
  'sources.enter-note': 'Setelah dimasukkan pun, impor dapat ditarik kembali.',
  'sources.wait-check': 'Tombol terbuka setelah pemeriksaan selesai.',
  'sources.nothing-good': 'Tidak ada baris yang dapat dimasukkan.',
  'sources.checking': 'Memeriksa baris demi baris',
  'sources.entering': 'Memasukkan ke daftar keluarga',
  'sources.share-done': '{share} selesai',
  'sources.entered-note': '{count} baris sudah masuk. Langkah berikut: mencari keluarga ganda.',
  'sources.to-households': 'Lihat keluarga',
  'sources.waiting-note': '{count} baris menunggu diperbaiki pemilik daftar.',
  'sources.return': 'Kembalikan daftar',
  'sources.return-all': 'Semua {all} baris sudah punya hasil.',
  'sources.return-some':
    '{done} dari {all} baris sudah punya hasil; baris lain kembali dengan tahapnya sekarang.',
  'sources.return-get': 'Unduh daftar kembali',
  'sources.return-note':
    'Kolom dan urutan seperti berkas asal, ditambah hasil, alasan, tanggal, dan petugas. Berisi NIK: simpan di tempat yang aman. Pengunduhan tercatat.',
  'sources.withdraw': 'Tarik kembali impor',
  'sources.withdraw-means':
    'Keluarga yang hanya dikenal dari berkas ini keluar dari daftar. Keluarga yang sudah dikerjakan tetap dan disebutkan. Tidak ada yang dihapus.',
  'sources.withdraw-now': 'Tarik kembali sekarang',
  'sources.withdrawn-note':
    '{out} keluarga keluar; {kept} keluarga tetap karena sudah dikerjakan atau dikenal dari daftar lain.',
  'sources.refused-note': 'Berkas ini tidak masuk. Perbaiki lalu unggah lagi.',
  'sources.columns-known': '{count} kolom dikenali',
  'sources.known-file': 'Berkas ini sudah pernah diterima; inilah impornya.',
  'problem.sources.import-not-found': 'Impor itu tidak ada.',
  'problem.sources.no-file': 'Berkas kosong atau tidak ikut terkirim. Pilih berkasnya lagi.',
  'problem.sources.file-too-large':
    'Berkas terlalu besar atau mengembang terlalu besar saat dibuka. Bagi per kecamatan.',
  'problem.sources.not-a-list':
    'Berkas ini bukan daftar XLSX atau CSV. Simpan dari Excel sebagai XLSX, lalu unggah lagi.',
  'problem.sources.broken-file':
    'Berkas rusak atau tidak utuh. Minta salinan baru dari pemiliknya.',
  'problem.sources.encrypted-file':
    'Berkas terkunci kata sandi, atau bentuk Excel lama. Buka di Excel, simpan sebagai XLSX tanpa kata sandi.',
  'problem.sources.header-not-found':
    'Judul kolom tidak ditemukan pada 30 baris pertama. Perlu kolom ID Keluarga atau kode desa, nama, dan NIK.',
  'problem.sources.too-many-rows': 'Barisnya lebih dari dua juta. Bagi per kecamatan.',
  'problem.sources.too-wide':
    'Ada baris dengan kolom terlalu banyak atau isi terlalu panjang. Mungkin pemisah kolomnya salah.',
  'problem.sources.real-list-in-demonstration':
    'Daftar ini memuat NIK yang mungkin milik orang sungguhan. Peragaan hanya menerima orang rekaan; tidak ada yang disimpan.',
  'problem.sources.synthetic-list-in-real-use':
    'Daftar ini berisi orang rekaan (kecamatan 99). Di sini hanya daftar sungguhan.',
  'problem.sources.not-checked-yet': 'Impor ini belum selesai diperiksa.',
  'problem.sources.nothing-to-enter': 'Tidak ada baris yang dapat dimasukkan.',
  'problem.sources.already-entered': 'Impor ini sudah masuk.',
  'problem.sources.cannot-withdraw': 'Impor ini sedang dikerjakan atau sudah ditarik kembali.',
  'finding.sources.nik-empty':
    'NIK kosong atau 0. Orangnya tetap masuk; NIK dicatat saat kunjungan.',
  'finding.sources.nik-cleaned': 'NIK diberi spasi, tanda kutip, atau titik. Sudah dirapikan.',
  'finding.sources.nik-scientific':
    'NIK diubah Excel menjadi bentuk 1,9E+15. Angkanya hilang dan tidak bisa dihitung kembali; orangnya tetap masuk tanpa NIK.',
  'finding.sources.nik-not-digits': 'NIK berisi huruf. Orangnya masuk tanpa NIK.',
  'finding.sources.nik-15-digits':
    'NIK hanya 15 angka; satu angka hilang. Orangnya masuk tanpa NIK.',
  'finding.sources.nik-17-digits': 'NIK 17 angka; satu angka berlebih. Orangnya masuk tanpa NIK.',
  'finding.sources.nik-length':
    'Panjang NIK {length} angka, seharusnya 16. Orangnya masuk tanpa NIK.',
  'finding.sources.nik-zeroed': 'Angka-angka terakhir NIK menjadi 0. Orangnya masuk tanpa NIK.',
  'finding.sources.nik-synthetic':
    'NIK memakai nomor kecamatan 99, yang tidak ada. Mungkin salah ketik, mungkin data rekaan.',
  'finding.sources.nik-last-digit-lost':
    'Angka terakhir NIK hilang di Excel: angka ke-16 menjadi 0 di sebagian besar berkas. NIK ini tidak dipakai.',
  'finding.sources.nik-structure':
    'Susunan NIK tidak mungkin (tanggal, bulan, atau nomor urut). Disimpan untuk dicocokkan.',
  'finding.sources.nik-is-family-card':
    'Nomor di kolom NIK tampaknya No. KK. Disimpan sebagai No. KK.',
  'finding.sources.nik-birth-date-differs':
    'Tanggal lahir di NIK berbeda dari kolom Tanggal Lahir. Keduanya disimpan.',
  'finding.sources.nik-sex-differs':
    'Jenis kelamin di NIK berbeda dari kolomnya. Keduanya disimpan.',
  'finding.sources.nik-region-differs': 'NIK dibuat di kabupaten lain. Wajar bila orangnya pindah.',
  'finding.sources.name-missing': 'Nama kosong. Baris menunggu: minta pemilik daftar melengkapi.',
  'finding.sources.family-key-missing':
    'ID Keluarga kosong. Baris perorangan menunggu; baris keluarga tetap masuk.',
  'finding.sources.village-unknown':
    'Desa tidak dikenal. Baris menunggu: periksa kode dan nama desa.',
  'finding.sources.village-by-name': 'Kode desa tidak dikenal; desa ditemukan dari namanya.',
  'finding.sources.village-other-regency': 'Desa milik kabupaten lain. Baris menunggu.',
  'finding.sources.birth-date-empty': 'Tanggal lahir kosong.',
  'finding.sources.birth-date-impossible':
    'Tanggal lahir tidak mungkin, misalnya 31 Februari. Dikosongkan.',
  'finding.sources.birth-date-unlikely':
    'Tanggal lahir di masa depan atau lebih dari 120 tahun lalu. Dikosongkan.',
  'finding.sources.decile-unknown': 'Desil bukan 1 sampai 10. Dikosongkan.',
  'finding.sources.label-unknown':
    'Isi “{label}” tidak dikenal. Baris tetap masuk tanpa isian itu.',
} as const
