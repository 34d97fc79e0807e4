/** Matching quality: figures from a random sample, and the page where a clerk labels it. */
export const text = {
  'quality.title': 'Mutu pencocokan',
  'quality.lead':
    'Seberapa benar data ganda disatukan, diukur dari contoh acak pasangan yang dinilai orang.',
  'quality.none-title': 'Belum ada yang bisa diukur.',
  'quality.none':
    'Setelah daftar pertama masuk dan dibandingkan, contoh acak diambil sendiri dan muncul di sini.',
  'quality.begin-title': 'Belum diukur: perlu {needed} penilaian.',
  'quality.begin':
    'Tanpa penilaian orang, tidak ada angka mutu yang jujur: mesin tidak bisa menilai dirinya sendiri. Karena itu sistem mengambil pasangan secara acak, dari yang pasti sampai yang ditolak, dan seorang petugas menilai satu per satu tanpa melihat pendapat mesin.',
  'quality.why-hundred':
    'Mengapa sekitar 100? Dengan 20 penilaian, ketepatan 95 % bisa berarti apa saja antara 75 % dan 100 %. Dengan 100 penilaian rentangnya sudah cukup sempit untuk dipakai, dengan 300 sangat sempit. Satu penilaian memakan sekitar 15 detik; 100 penilaian kurang dari setengah jam, dan bisa dilanjutkan kapan saja.',
  'quality.no-merge':
    'Menilai tidak menyatukan dan tidak memisahkan siapa pun. Bila penilaian berbeda dari keadaan sekarang, pasangan itu masuk antrean Data ganda untuk diputus.',
  'quality.begin-button': 'Mulai menilai',
  'quality.go-on-button': 'Lanjutkan menilai',
  'quality.for-list': 'Nilai untuk daftar ini',
  'quality.registry': 'Seluruh data',
  'quality.precision': 'Ketepatan',
  'quality.precision-means': 'Dari 100 pasangan yang disatukan, sekian yang memang satu keluarga.',
  'quality.recall': 'Kelengkapan',
  'quality.recall-means':
    'Dari 100 pasangan yang memang satu keluarga, sekian yang sudah disatukan.',
  'quality.missing': 'Belum diukur: {needed} penilaian lagi.',
  'quality.of-nothing': 'Tidak ada pasangan seperti itu.',
  'quality.whole': 'semua pasangan sudah dinilai',
  'quality.between': 'antara {low} dan {high}',
  'quality.interval-how':
    'Batang menunjukkan rentang: dalam 95 dari 100 kali, angka yang sebenarnya ada di dalamnya. Titik adalah perkiraan terbaik.',
  'quality.labels': '{labels} penilaian',
  'quality.labels-unsure': '{labels} penilaian, {unsure} di antaranya tidak bisa dipastikan',
  'quality.of-pairs': '{joined} pasangan disatukan, {considered} pasangan dipertimbangkan',
  'quality.drawn':
    'Contoh diambil {date} setelah {families} keluarga dibandingkan, aturan {version}.',
  'quality.labelled-at': 'Penilaian terakhir {date}.',
  'quality.covers': 'Apa yang tercakup dan apa yang tidak',
  'quality.covered':
    'Tercakup: {considered} pasangan yang oleh mesin diberi peluang paling sedikit {floor}. Hanya tentang pasangan ini angka di atas berbicara.',
  'quality.not-covered':
    'Tidak tercakup oleh penilaian: pasangan dengan peluang lebih kecil, dan pasangan yang tidak pernah dibandingkan. Menurut hitungan mesin sendiri, di antara yang pertama ada sekitar {below} pasangan yang sebenarnya sama, dan di antara yang kedua paling sedikit {missed}. Angka ini tidak diperiksa orang.',
  'quality.later':
    'Daftar kecil yang masuk setelah tanggal contoh dicocokkan sendiri: pasangannya diambil saat itu, dan angkanya ada di bawah, per daftar, di luar angka seluruh data. Setiap pencocokan seluruh data mengambil contoh baru.',
  'quality.unsure-how':
    'Jawaban “tidak bisa dipastikan” dihitung: ia melebarkan rentang ke dua arah.',
  'quality.by-list': 'Menurut daftar',
  'quality.list': 'Daftar',
  'quality.where': 'Pasangan',
  'quality.inside': 'di dalam daftar ini',
  'quality.against': 'daftar ini dengan data lain',
  'quality.since':
    'Dicocokkan sendiri {date}; tidak masuk angka seluruh data. Menurut hitungan mesin, di luar penilaian ada sekitar {below} pasangan yang sama di bawah batas dan paling sedikit {missed} yang tidak pernah dibandingkan.',
  'quality.no-list': 'Tanpa daftar, atau daftar lama',
  'quality.nothing-joined': 'Tidak ada pasangan.',
  'quality.number-labels': 'Penilaian',
  'quality.samples': 'Contoh sebelumnya',
  'quality.sample-of': '{date}: {labels} penilaian',
  'quality.csv': 'Unduh CSV',
  'quality.file': 'mutu-pencocokan-{date}.csv',
  'quality.label-title': 'Nilai pasangan',
  'quality.label-question': 'Apakah ini keluarga yang sama?',
  'quality.progress': '{labels} sudah dinilai',
  'quality.progress-needed': '{labels} sudah dinilai, {needed} lagi sampai angka pertama',
  'quality.say-same': 'Ya, keluarga yang sama',
  'quality.say-different': 'Bukan, dua keluarga berbeda',
  'quality.say-unsure': 'Tidak bisa dipastikan',
  'quality.undo': 'Tarik kembali penilaian terakhir',
  'quality.undone': 'Penilaian terakhir ditarik kembali.',
  'quality.your-label': 'Penilaian Anda',
  'quality.blind':
    'Peluang dan pendapat mesin sengaja tidak ditampilkan. Nilailah hanya dari data di sini; yang ragu, pilih “tidak bisa dipastikan”.',
  'quality.queued': 'Dicatat. Pasangan ini juga masuk antrean Data ganda.',
  'quality.done-title': 'Semua pasangan contoh sudah dinilai.',
  'quality.done': 'Angkanya ada di Mutu pencocokan.',
  'quality.back': 'Lihat angka',
} as const
