/** Arrays that worker threads read without a copy. */
export function sharedBytes(from: ArrayLike<number>): Uint8Array {
  const to = new Uint8Array(new SharedArrayBuffer(from.length))
  to.set(from)
  return to
}

export function sharedCodes(from: ArrayLike<number>): Uint16Array {
  const to = new Uint16Array(new SharedArrayBuffer(from.length * 2))
  to.set(from)
  return to
}

export function sharedNumbers(from: ArrayLike<number>): Uint32Array {
  const to = new Uint32Array(new SharedArrayBuffer(from.length * 4))
  to.set(from)
  return to
}

export function sharedFloats(from: ArrayLike<number>): Float32Array {
  const to = new Float32Array(new SharedArrayBuffer(from.length * 4))
  to.set(from)
  return to
}

/** Numbers that grow one by one, in a typed array. */
export class NumberList {
  #numbers = new Uint32Array(1024)
  length = 0

  push(value: number): void {
    if (this.length === this.#numbers.length) {
      const larger = new Uint32Array(this.length * 2)
      larger.set(this.#numbers)
      this.#numbers = larger
    }
    this.#numbers[this.length] = value
    this.length += 1
  }

  put(index: number, value: number): void {
    this.#numbers[index] = value
  }

  at(index: number): number {
    return this.#numbers[index] ?? 0
  }

  /** A view of what is there; good until the next push. */
  view(): Uint32Array {
    return this.#numbers.subarray(0, this.length)
  }
}
