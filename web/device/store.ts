/**
 * What this device keeps (IndexedDB): drafts, the queue of commands that wait for a signal, and
 * the task list that a verifier took along. One store for each account, so that a phone that is
 * handed over shows nothing of the one before. Every function answers after the disk has it.
 */
export type Shelf = 'draft' | 'outbox' | 'task' | 'photo'

export type Store = {
  /** Keeps a value under a key; the same key again replaces it. */
  readonly put: <Value>(shelf: Shelf, key: string, value: Value) => Promise<void>
  readonly get: (shelf: Shelf, key: string) => Promise<unknown>
  /** Everything on a shelf, oldest key first: keys made as UUIDv7 come in the order of time. */
  readonly list: (shelf: Shelf) => Promise<readonly Kept[]>
  readonly remove: (shelf: Shelf, key: string) => Promise<void>
  /** Puts and removes together or not at all: a draft becomes a waiting command. */
  readonly change: (changes: readonly Change[]) => Promise<void>
  readonly close: () => void
}

export type Kept = { readonly key: string; readonly value: unknown }

export type Change =
  | { readonly do: 'put'; readonly shelf: Shelf; readonly key: string; readonly value: unknown }
  | { readonly do: 'remove'; readonly shelf: Shelf; readonly key: string }

const shelves: readonly Shelf[] = ['draft', 'outbox', 'task', 'photo']
const version = 1

/** Opens the store of one account; throws when the browser keeps nothing (a private window). */
export async function openStore(accountId: string): Promise<Store> {
  const database = await openDatabase(`entas-${accountId}`)
  // Asks the browser not to clear it when space is short; it may refuse.
  void navigator.storage?.persist?.()
  const change = (changes: readonly Change[]) => write(database, changes)
  return {
    put: (shelf, key, value) => change([{ do: 'put', shelf, key, value }]),
    get: (shelf, key) => read(database, shelf, (store) => store.get(key)),
    list: (shelf) => list(database, shelf),
    remove: (shelf, key) => change([{ do: 'remove', shelf, key }]),
    change,
    close: () => database.close(),
  }
}

/** Forgets everything of one account on this device. */
export function forgetStore(accountId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(`entas-${accountId}`)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error)
  })
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version)
    request.onupgradeneeded = () => {
      for (const shelf of shelves) request.result.createObjectStore(shelf)
    }
    request.onsuccess = () => {
      // Another tab with a newer page may upgrade; this one then lets go.
      request.result.onversionchange = () => request.result.close()
      resolve(request.result)
    }
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error('another tab holds an older store'))
  })
}

function read(
  database: IDBDatabase,
  shelf: Shelf,
  ask: (store: IDBObjectStore) => IDBRequest<unknown>,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = ask(database.transaction(shelf, 'readonly').objectStore(shelf))
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function list(database: IDBDatabase, shelf: Shelf): Promise<readonly Kept[]> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(shelf, 'readonly')
    const found: Kept[] = []
    const request = transaction.objectStore(shelf).openCursor()
    request.onsuccess = () => {
      const cursor = request.result
      if (cursor === null) return
      found.push({ key: String(cursor.key), value: cursor.value })
      cursor.continue()
    }
    transaction.oncomplete = () => resolve(found)
    transaction.onerror = () => reject(transaction.error)
  })
}

/** `strict`: the answer comes after the disk has it, not only the browser's memory. */
function write(database: IDBDatabase, changes: readonly Change[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const names = [...new Set(changes.map((change) => change.shelf))]
    if (names.length === 0) return resolve()
    const transaction = database.transaction(names, 'readwrite', { durability: 'strict' })
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error)
    transaction.onabort = () => reject(transaction.error)
    try {
      for (const change of changes) {
        const store = transaction.objectStore(change.shelf)
        if (change.do === 'put') store.put(change.value, change.key)
        else store.delete(change.key)
      }
    } catch (error) {
      // A value that cannot be kept: what was asked before it must not stay either.
      transaction.abort()
      reject(error)
    }
  })
}
