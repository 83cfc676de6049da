import { ByteReader, type Bytes, type FileEntry, limits } from '@fjernhjelp/protocol';
import { type FileSource, FileTrouble } from '@fjernhjelp/session/transfer';
import type { WebSocket } from 'ws';

/** The window's page answers with a read from a disk; one that says nothing for so long never will. */
const READ_MS = 60_000;

/** What the page says of the user's choice before it answers reads. */
export interface WindowChoice {
  /** The helper it is for. */
  readonly person: number;
  readonly entries: readonly FileEntry[];
}

/** @returns undefined for what is no choice, or too much for one transfer */
export function parseWindowChoice(text: string): WindowChoice | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { person, entries } = (value ?? {}) as { person?: unknown; entries?: unknown };
  if (!Number.isSafeInteger(person) || !Array.isArray(entries)) return undefined;
  if (entries.length === 0 || entries.length > limits.fileEntries) return undefined;
  const parsed = entries.map(parseEntry);
  if (parsed.some((entry) => entry === undefined)) return undefined;
  return { person: person as number, entries: parsed as FileEntry[] };
}

function parseEntry(value: unknown): FileEntry | undefined {
  const { kind, sizeBytes, path } = (value ?? {}) as Partial<Record<keyof FileEntry, unknown>>;
  if (typeof path !== 'string' || path === '' || Buffer.byteLength(path) > limits.filePathBytes)
    return undefined;
  if (kind === 'folder') return { kind, sizeBytes: 0, path };
  if (kind !== 'file' || !Number.isSafeInteger(sizeBytes) || (sizeBytes as number) < 0) return undefined;
  return { kind, sizeBytes: sizeBytes as number, path };
}

/**
 * Files that the user chose in the window's page, read from there piece by piece: the page has what the browser's own dialog
 * gave it, and the client opens no path by itself. Each question is `{read, entry, offset, mostBytes}`; an answer is the
 * number of the question (4 bytes) and the bytes, or `{failed}` with the number.
 */
export function createWindowSource(window: WebSocket, entries: readonly FileEntry[]): FileSource {
  const questions = new Map<number, { resolve(bytes: Bytes): void; reject(error: Error): void }>();
  let lastQuestion = 0;

  function take(question: number) {
    const found = questions.get(question);
    questions.delete(question);
    return found;
  }

  window.on('message', (message, isBinary) => {
    if (isBinary) {
      const bytes = new Uint8Array(message as Buffer);
      if (bytes.length >= 4) take(new ByteReader(bytes).u32())?.resolve(bytes.subarray(4));
      return;
    }
    const failed = /^\{"failed":(\d+)\}$/.exec(String(message))?.[1];
    take(Number(failed))?.reject(new FileTrouble('not-readable'));
  });
  window.on('close', () => {
    for (const { reject } of questions.values()) reject(new FileTrouble('not-readable'));
    questions.clear();
  });

  return {
    entries,
    read(entry, offset, mostBytes) {
      if (window.readyState !== window.OPEN) return Promise.reject(new FileTrouble('not-readable'));
      const question = ++lastQuestion;
      return new Promise<Bytes>((resolve, reject) => {
        const timer = setTimeout(() => take(question)?.reject(new FileTrouble('not-readable')), READ_MS);
        questions.set(question, {
          resolve(bytes) {
            clearTimeout(timer);
            if (bytes.length <= mostBytes) resolve(bytes);
            else reject(new FileTrouble('not-readable'));
          },
          reject(error) {
            clearTimeout(timer);
            reject(error);
          },
        });
        window.send(JSON.stringify({ read: question, entry, offset, mostBytes }));
      });
    },
    close: () => window.close(1000),
  };
}
