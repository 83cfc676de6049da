import type { Libraries, Pointer } from '../libraries.ts';

const QUERY_LIMITED_INFORMATION = 0x1000;
const TOKEN_QUERY = 8;
const TOKEN_INTEGRITY_LEVEL = 25;
/** TOKEN_MANDATORY_LABEL, then the SID that it points at: revision, count, authority (6 bytes), the level. */
const label = { sid: 0, readBytes: 64, headerBytes: 16 };
const SID_LEVEL = 8;
/** SECURITY_MANDATORY_MEDIUM_RID: what a program has that nobody elevated. */
const MEDIUM = 0x2000;

/**
 * Whether the window in front belongs to a program with higher rights than ours (its integrity level): Windows lets such a
 * window take no input from us and says nothing (User Interface Privilege Isolation).
 */
export class ForegroundRights {
  readonly #win: Libraries;
  readonly #own: number;
  /** Looked up once for each process that comes to the front. */
  #process = 0;
  #level: number | undefined;

  constructor(win: Libraries) {
    this.#win = win;
    this.#own = this.#levelOf(win.GetCurrentProcessId()) ?? MEDIUM;
  }

  areHigher(): boolean {
    const window = this.#win.GetForegroundWindow();
    if (window === null) return false;
    const process = new Uint32Array(1);
    this.#win.GetWindowThreadProcessId(window, process);
    if (process[0] === 0) return false;
    if (process[0] !== this.#process) {
      this.#process = process[0]!;
      this.#level = this.#levelOf(this.#process);
    }
    return this.#level !== undefined && this.#level > this.#own;
  }

  /** @returns undefined when the system does not say */
  #levelOf(process: number): number | undefined {
    const handle = this.#win.OpenProcess(QUERY_LIMITED_INFORMATION, 0, process);
    if (handle === null) return undefined;
    const token = new BigUint64Array(1);
    const opened = this.#win.OpenProcessToken(handle, TOKEN_QUERY, token);
    this.#win.CloseHandle(handle);
    // The token of a program with higher rights is closed to us: that says it, too.
    if (!opened || !token[0]) return Number.POSITIVE_INFINITY;
    const level = readLevel(this.#win, token[0]);
    this.#win.CloseHandle(token[0]);
    return level;
  }
}

function readLevel(win: Libraries, token: Pointer): number | undefined {
  const into = Buffer.alloc(label.readBytes);
  const needed = new Uint32Array(1);
  const told = win.GetTokenInformation(token, TOKEN_INTEGRITY_LEVEL, into, label.readBytes, needed);
  // The SID lies right behind the header in the same buffer.
  return told ? into.readUInt32LE(label.headerBytes + SID_LEVEL) : undefined;
}
