import { decodeUtf8 } from '../bytes.ts';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';

interface Schema {
  safeParse(value: unknown): { success: boolean; data?: unknown };
}

/**
 * For the streams whose messages are JSON.
 * @returns what decodes a message; it throws ProtocolViolation "malformed" | "too-long"
 */
export function jsonDecoder<T>(schema: Schema): (bytes: Uint8Array) => T {
  return (bytes) => {
    if (bytes.length > limits.messageBytes) throw new ProtocolViolation('too-long');
    let value: unknown;
    try {
      value = JSON.parse(decodeUtf8(bytes));
    } catch (cause) {
      throw new ProtocolViolation('malformed', { cause });
    }
    const result = schema.safeParse(value);
    if (!result.success) throw new ProtocolViolation('malformed');
    return result.data as T;
  };
}
