const startSize = 1 << 12
const fullest = 0.6

/**
 * Counts distinct keys in twelve bytes each: a list may name two million families. Keys are told
 * apart by 52 bits of their text, so that one count in ten thousand of a million may be one short.
 */
export class KeyCounter {
  #slots = new Float64Array(startSize)
  #size = 0

  get size(): number {
    return this.#size
  }

  /** Adds a key; says whether it was new. */
  add(key: string): boolean {
    if (this.#size >= this.#slots.length * fullest) this.#grow()
    return this.#put(hashOf(key))
  }

  #put(hash: number): boolean {
    const slots = this.#slots
    const mask = slots.length - 1
    let at = hash % slots.length
    while (slots[at] !== 0) {
      if (slots[at] === hash) return false
      at = (at + 1) & mask
    }
    slots[at] = hash
    this.#size++
    return true
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Float64Array(old.length * 2)
    this.#size = 0
    for (const hash of old) if (hash !== 0) this.#put(hash)
  }
}

/** FNV-1a twice with two seeds: 52 bits, never 0. */
function hashOf(key: string): number {
  let high = 0x811c9dc5
  let low = 0x9747b28c
  for (let at = 0; at < key.length; at++) {
    const code = key.charCodeAt(at)
    high = Math.imul(high ^ code, 0x01000193)
    low = Math.imul(low ^ code, 0x85ebca6b)
    low ^= low >>> 13
  }
  return (high >>> 12) * 0x100000000 + (low >>> 0) + 1
}
