import { encodeRecord, limits, recordTypes } from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import type { Aead } from '../crypto/aead.ts';
import { createOpener, createSealer } from '../crypto/sealing.ts';
import { createTransportPair } from '../testing/index.ts';
import { settle } from '../testing/test-scene.ts';
import { createRecordLine } from './record-line.ts';
import { createSealedLine } from './sealed-line.ts';

const ignore = { record() {}, drained() {}, closed() {}, broken() {} };

/** Seals nothing, but answers at once; a body is right when it ends with sixteen times its key's first byte. */
const atOnce: Aead = {
  sealWith: (rawKey) => (_nonce, _header, plaintext) => {
    const body = new Uint8Array(plaintext.length + 16).fill(rawKey[0]!);
    body.set(plaintext);
    return body;
  },
  openWith: (rawKey) => (_nonce, _header, body) =>
    body.subarray(-16).every((byte) => byte === rawKey[0]) ? body.slice(0, -16) : undefined,
};

/** Two sealed lines that are each other's other end; the left one's key seals only so many records. */
function createLines(recordsPerKey: number, aead?: Aead) {
  const { left, right } = createTransportPair(aead && { delivery: 'coalesced' });
  const key = (value: number) => new Uint8Array(32).fill(value);
  const log: string[] = [];
  const create = (name: string, transport: typeof left, sealKey: number, openKey: number) => {
    const line = createRecordLine(transport);
    line.start(ignore);
    return createSealedLine({
      line,
      sealer: createSealer(key(sealKey), { aead, recordsPerKey }),
      opener: createOpener(key(openKey), { aead }),
      ready: Promise.resolve(),
      listener: {
        record: (plaintext) => void log.push(`${name} record ${plaintext[0]}`),
        room() {},
        forged: () => void log.push(`${name} forged`),
        lost: (failure) => void log.push(`${name} lost ${failure.code}`),
      },
    });
  };
  return { log, transport: left, left: create('left', left, 1, 2), right: create('right', right, 2, 1) };
}

const plaintext = (i: number) => new Uint8Array(8).fill(i);

describe('a sealed line', () => {
  it('CH2 is given up by the sender when its key has sealed all that it may', async () => {
    const { left, log } = createLines(2);
    for (const i of [1, 2, 3]) left.send(plaintext(i));
    await settle();
    expect(log).toContain('left lost closed');
    expect(log).not.toContain('right record 3');
    expect(log).not.toContain('right forged');
  });

  it('CH4 delivers what came before it says that the transport closed', async () => {
    const { left, log } = createLines(10);
    for (const i of [1, 2, 3]) left.send(plaintext(i));
    left.finish(() => log.push('left finished'));
    await settle();
    expect(log).toEqual([
      'left finished',
      'right record 1',
      'right record 2',
      'right record 3',
      'right lost closed',
    ]);
  });

  it('CH3 what is sealed and opened at once arrives in order, with nothing left to wait for', async () => {
    const { left, log, transport } = createLines(10, atOnce);
    await settle();
    left.send(plaintext(1));
    expect(left.backlogBytes).toBe(transport.bufferedBytes);
    for (const i of [2, 3]) left.send(plaintext(i));
    left.finish(() => {});
    await settle();
    expect(log).toEqual(['right record 1', 'right record 2', 'right record 3', 'right lost closed']);
  });

  it.each([recordTypes.sealed, recordTypes.handshake])(
    'CH7 delivers nothing behind a forged record of type %i that came in the same piece',
    async (type) => {
      const { left, log, transport } = createLines(10, atOnce);
      await settle();
      left.send(plaintext(1));
      transport.send(encodeRecord(type, new Uint8Array(24)));
      left.send(plaintext(2));
      await settle();
      expect(log).toEqual(['right record 1', 'right forged']);
    },
  );

  it('CH6 holds no more unopened than an honest end can have under way', async () => {
    const { left, right } = createTransportPair({ delivery: 'as-sent' });
    const line = createRecordLine(right);
    line.start(ignore);
    left.listen({ data() {}, drained() {}, closed() {} });
    let forgedAt: number | undefined;
    let sentBytes = 0;
    createSealedLine({
      line,
      sealer: createSealer(new Uint8Array(32)),
      opener: createOpener(new Uint8Array(32)),
      // Nothing is delivered as long as nobody listens.
      ready: new Promise(() => {}),
      listener: {
        record: () => expect.unreachable(),
        room() {},
        forged: () => {
          forgedAt ??= sentBytes;
        },
        lost() {},
      },
    });
    const record = encodeRecord(recordTypes.sealed, new Uint8Array(limits.recordPlaintextBytes + 16));
    while (forgedAt === undefined && sentBytes < 3 * limits.unacknowledgedBytes) {
      left.send(record.slice());
      sentBytes += record.length;
      await Promise.resolve();
    }
    expect(forgedAt).toBeGreaterThan(2 * limits.unacknowledgedBytes);
    expect(forgedAt).toBeLessThan(2.1 * limits.unacknowledgedBytes);
  });

  it('delivers nothing after it was closed', async () => {
    const { left, right, log } = createLines(10);
    left.send(plaintext(1));
    right.close();
    right.close();
    await settle();
    expect(log).toEqual(['left lost closed']);
  });
});
