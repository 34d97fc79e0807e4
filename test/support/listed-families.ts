import { expect } from 'vitest'
import { drainJobs } from '../../server/jobs.ts'
import type { World } from './world.ts'

export const familyHeader =
  'ID Keluarga,Provinsi,Kabupaten,Kecamatan,Desa,Kode Kemdagri,Desil Kesejahteraan,Alamat,' +
  'Kepala Keluarga,NIK,Padan Dukcapil,Jenis Kelamin,Tanggal Lahir,Pekerjaan,Pendidikan,' +
  'Kepemilikan Rumah,Memiliki Simpanan Uang/Perhiasan/Ternak/Lainnya,Jenis Atap,Jenis Dinding,' +
  'Jenis Lantai,Sumber Penerangan,Bahan Bakar Memasak,Sumber Air Minum,' +
  'Memiliki Fasilitas Buang Air Besar,Penerima BPNT,Penerima BPUM,Penerima BST,Penerima PKH,' +
  'Penerima SEMBAKO,Resiko Stunting,Pensasaran'

export type Listed = {
  readonly key: string
  readonly name: string
  readonly nik: string
  readonly born?: string
  readonly address?: string
  readonly decile?: number
  readonly floor?: string
}

/** One row of the family list (P3KE), Gunung Muda. */
export function familyRow(of: Listed): string {
  const { key, name, nik, born = '1970-03-12', address = 'DUSUN LAUT RT 01' } = of
  const place = 'KEPULAUAN BANGKA BELITUNG,BANGKA,BELINYU,GUNUNG MUDA,1901022004'
  const house = `Milik Sendiri,Tidak,Seng,Kayu/Papan,${of.floor ?? 'Semen'}`
  const rest = 'Listrik Pribadi s/d 900 Watt,Arang/Kayu,Sumur Terlindung,Tidak,'
  return (
    `${key},${place},${of.decile ?? 1},${address},${name},${nik},YA,Laki-laki,${born},Petani,` +
    `SD/Sederajat,${house},${rest}Ya,Tidak,Tidak,Tidak,Tidak,Tidak,Ya`
  )
}

const given = 'SUPARMAN ROSDIANA HASBULLAH MARIANA ZULKIFLI YUNUS DARMAWAN RATIH'.split(' ')
const behind = 'TARIGAN PRATAMA HARAHAP LESTARI GUNAWAN SIREGAR WIJAYA'.split(' ')

/** One of thousands of families of the family list, the same one for the same number. */
export function inventedRow(at: number, change: Partial<Listed> = {}): string {
  const year = 1950 + ((at * 7) % 50)
  const [day, month] = [10 + (at % 18), String(1 + (at % 12)).padStart(2, '0')]
  return familyRow({
    key: `K${at}`,
    name: `${given[at % 8]} ${behind[(at * 3) % 7]} ${given[(at >> 3) % 8]}`,
    nik: `190199${day}${month}${year % 100}${String(at).padStart(4, '0')}`,
    born: `${year}-${month}-${day}`,
    address: `DUSUN ${behind[(at >> 2) % 7]} RT ${at % 30}`,
    ...change,
  })
}

export const personHeader =
  'ID Keluarga;Provinsi;Kabupaten;Kecamatan;Desa;Kode Kemendagri;Desil Kesejahteraan;Alamat;' +
  'ID Individu;Nama;NIK;Padan Dukcapil;Jenis Kelamin;Hubungan Dengan Kpl. Keluarga;' +
  'Tanggal Lahir;Status Kawin;Pekerjaan;Pendidikan;Usia dibawah 7 tahun;Usia 7-12;Usia 13-15;' +
  'Usia 16-18;Usia 19-21;Usia 22-59;Usia 60 tahun keatas;Penerima BPNT;Penerima BPUM;' +
  'Penerima BST;Penerima PKH;Penerima SEMBAKO;Resiko Stunting;Pensasaran'

/** One row of the list of persons (P3KE). */
export function personRow(key: string, no: number, name: string, relation: string): string {
  const nik = `19019945067400${key.slice(-1)}${no}`
  return memberRow({ key, no, name, relation, nik, born: '1974-06-05' })
}

export type ListedMember = {
  readonly key: string
  readonly no: number
  readonly name: string
  readonly relation: string
  readonly nik: string
  readonly born: string
}

/** The same of anybody. */
export function memberRow({ key, no, name, relation, nik, born }: ListedMember): string {
  const place = 'KEPULAUAN BANGKA BELITUNG;BANGKA;BELINYU;GUNUNG MUDA;1901022004;1;DUSUN LAUT'
  const rest = 'Kawin;Petani;SD/Sederajat;;;;;;;;Ya;Tidak;Tidak;Tidak;Tidak;Tidak;Ya'
  return `${key};${place};${no};${name};${nik};YA;Perempuan;${relation};${born};${rest}`
}

/** Ratna sends a list and lets it in; what it sets off is done. */
export async function enterList(
  world: World,
  name: string,
  lines: readonly string[],
): Promise<string> {
  const bytes = Buffer.from(`${lines.join('\n')}\n`)
  const sent = await world.as('ratna').upload('/api/imports', { name, bytes })
  await drainJobs(world.house)
  await world.as('ratna').post(`/api/imports/${sent.body.id}/enter`)
  await drainJobs(world.house)
  const shown = await world.as('ratna').get(`/api/imports/${sent.body.id}`)
  expect(shown.body.state).toBe('entered')
  return sent.body.id
}
