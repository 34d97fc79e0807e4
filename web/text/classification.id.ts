/** Words of results, criteria, decisions and decrees. */
export const text = {
  'result.extremely-poor': 'Miskin ekstrem',
  'result.better-off': 'Sudah lebih baik',
  'result.criteria-not-met': 'Tidak memenuhi kriteria',
  'result.disqualified': 'Tidak dapat menerima',
  'result.double': 'Ganda',
  'result.moved': 'Pindah',
  'result.not-found': 'Tidak ditemukan',
  'result.dead': 'Meninggal',
  'result.refused': 'Tidak bersedia didata',

  'criterion.no-shelter': 'tidak punya tempat tinggal sehari-hari',
  'criterion.no-steady-income': 'kepala keluarga tidak bekerja atau tanpa penghasilan tetap',
  'criterion.food-worry': 'pernah khawatir tidak makan atau tidak makan dalam setahun',
  'criterion.food-over-half': 'pengeluaran makanan lebih dari separuh',
  'criterion.no-clothes': 'tidak membeli pakaian dalam setahun',
  'criterion.poor-floor': 'lantai sebagian besar tanah atau plesteran',
  'criterion.poor-wall': 'dinding sebagian besar bambu, papan, seng, rumbia atau tanpa plester',
  'criterion.no-own-toilet': 'tidak punya jamban sendiri',
  'criterion.poor-lighting': 'listrik 450 watt atau bukan listrik',
  'criterion.line': 'pengeluaran di bawah garis miskin ekstrem',
  'criterion.state-income': 'ada anggota ASN, TNI, Polri, BUMN, BUMD atau pejabat',
  'criterion.four-wheeler': 'punya kendaraan roda empat',

  'reason.extremely-poor':
    'Pengeluaran {perPerson} per orang per bulan, di bawah garis {line}, dan {met} dari {of} kriteria terpenuhi (ambang {threshold}): {criteria}.',
  'reason.better-off':
    'Pengeluaran {perPerson} per orang per bulan, tidak di bawah garis {line}; {met} dari {of} kriteria terpenuhi.',
  'reason.criteria-not-met':
    'Hanya {met} dari {of} kriteria terpenuhi, ambangnya {threshold}; pengeluaran {perPerson} per orang per bulan, garis {line}.',
  'reason.disqualified.state-income':
    'Ada anggota keluarga yang ASN, TNI, Polri, pegawai BUMN/BUMD atau pejabat.',
  'reason.disqualified.four-wheeler': 'Keluarga punya kendaraan roda empat.',
  'reason.list.alias': 'Keluarga ini tercatat lebih dari sekali; yang dipakai satu catatan saja.',
  'reason.visit.moved': 'Petugas datang: keluarga sudah pindah.',
  'reason.visit.dead': 'Petugas datang: meninggal dan tidak ada anggota keluarga yang tersisa.',
  'reason.visit.not-found': 'Petugas datang: alamat atau nama tidak ditemukan.',
  'reason.visit.refused': 'Petugas datang: keluarga tidak bersedia didata.',
  'reason.visit.double': 'Petugas datang: keluarga yang sama dengan keluarga lain dalam daftar.',
  'reason.not-known': 'tidak diketahui',
  'reason.none': 'tidak ada',

  'return-file.result': 'Hasil',
  'return-file.reason': 'Alasan',
  'return-file.date': 'Tanggal',
  'return-file.officer': 'Petugas',
  'return-file.not-yet': 'Belum diputus',
  'return-file.waiting': 'Baris belum masuk',
  'return-file.waiting-means': 'Baris ini perlu diperbaiki lebih dulu; lihat temuan impor.',
  'return-file.not-yet-means': 'Belum ada putusan yang diperiksa orang kedua.',

  'annex.title': 'Daftar keluarga miskin ekstrem menurut nama dan alamat',
  'annex.number': 'Nomor',
  'annex.date': 'Tanggal',
  'annex.about': 'Tentang',
  'annex.digest': 'Sidik daftar',
  'annex.draft': 'Rancangan, belum dibekukan',
  'annex.no': 'No.',
  'annex.district': 'Kecamatan',
  'annex.village': 'Desa',
  'annex.head': 'Kepala keluarga',
  'annex.payee': 'Penerima',
  'annex.national-id': 'NIK (disamarkan)',
  'annex.address': 'Alamat',
  'annex.members': 'Orang',

  'problem.classification.no-decision': 'Putusan ini tidak ada, atau di luar wilayah Anda.',
  'problem.classification.no-decree': 'Keputusan ini tidak ada.',
  'problem.classification.own-proposal':
    'Anda yang mengusulkan putusan ini. Orang kedua yang memeriksa dan menyetujui.',
  'problem.classification.four-eyes':
    'Anda yang mengusulkan putusan ini. Orang kedua yang memeriksa dan menyetujui.',
  'problem.classification.not-proposed':
    'Tidak ada putusan yang menunggu pemeriksa pada pilihan ini. Muat ulang daftarnya.',
  'problem.classification.not-standing': 'Putusan ini sudah dibuka kembali atau diganti.',
  'problem.classification.already-decided':
    'Keluarga ini sudah punya putusan. Muat ulang; tidak ada yang berubah.',
  'problem.classification.decree-number-taken':
    'Nomor keputusan ini sudah dipakai oleh keputusan yang dibekukan. Pakai nomor lain.',
  'problem.classification.decree-frozen':
    'Keputusan ini sudah dibekukan; daftarnya tidak dapat diubah lagi.',
  'problem.classification.decree-changed':
    'Sejak rancangan ini dibuat, {count} keluarga berubah. Susun ulang rancangannya, lalu bekukan.',
  'problem.classification.decree-not-confirmed':
    'Nomor atau jumlah keluarga yang diketik berbeda. Keputusan ini memuat {count} keluarga.',
  'problem.classification.no-candidates':
    'Belum ada keluarga miskin ekstrem yang sudah diputus dan belum masuk keputusan.',
  'problem.classification.unknown-rule': 'Ada kriteria yang tidak dikenal: {codes}.',
  'problem.classification.criteria-from-taken':
    'Sudah ada kriteria daerah yang berlaku mulai tanggal itu. Pilih tanggal lain.',
  'problem.classification.no-import': 'Daftar ini tidak ada atau belum masuk.',
} as const
