type Numbers = Uint16Array | Uint32Array | Float32Array

/** Arrays of numbers behind each other, as one of the kind asked for. */
export function concat<Each extends Numbers>(
  parts: readonly Each[],
  make: new (length: number) => Each,
): Each {
  const into = new make(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    into.set(part, at)
    at += part.length
  }
  return into
}
