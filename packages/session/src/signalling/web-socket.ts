import { closeCodes, TransportFailure } from '@fjernhjelp/protocol';

/** A listener that may know more of the event than is used here. */
type Loosely<Event> = { take(event: Event): void }['take'] | null;

/** What is used of a WebSocket: the DOM's, or that of `ws` in Node. */
export interface WebSocketLike {
  binaryType: string;
  /** Bytes that were sent and that the network has not taken yet. */
  readonly bufferedAmount: number;
  readonly readyState: number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  onopen: Loosely<unknown>;
  onmessage: Loosely<{ readonly data: unknown }>;
  onclose: Loosely<{ readonly code: number }>;
  onerror: Loosely<unknown>;
}

/** Opens a WebSocket; the app decides about proxies and certificates. */
export type OpenWebSocket = (url: string) => WebSocketLike;

/** Node's and OpenSSL's names for a certificate that nobody vouches for. */
const CERTIFICATE_ERROR = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|ALTNAME/;

/**
 * @param opened whether it ever was open
 * @param errorEvent what `onerror` was called with: `ws` says what happened, browsers say nothing
 */
export function failureOfClose(code: number, opened: boolean, errorEvent?: unknown): TransportFailure {
  const { error } = (errorEvent ?? {}) as { error?: { code?: unknown; message?: unknown } };
  const cause = error === undefined ? {} : { cause: error };
  if (code === closeCodes.restart) return new TransportFailure('server-restart', cause);
  if (code === closeCodes.rejected) return new TransportFailure('rejected', cause);
  if (code === closeCodes.timeout) return new TransportFailure('timeout', cause);
  if (opened) return new TransportFailure('closed', cause);
  if (CERTIFICATE_ERROR.test(String(error?.code)))
    return new TransportFailure('certificate-untrusted', cause);
  // `ws` on an answer that is no switch of protocols, as from a proxy or a full server.
  if (/^Unexpected server response/.test(String(error?.message)))
    return new TransportFailure('rejected', cause);
  return new TransportFailure('unreachable', cause);
}

/** Stops hearing of a socket: whoever closes it does not want to know more. */
export function forget(socket: WebSocketLike): void {
  socket.onopen = null;
  socket.onmessage = null;
  socket.onclose = null;
  // `ws` throws an error that nobody listens for.
  socket.onerror = () => {};
}
