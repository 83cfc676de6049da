import { readFileSync } from 'node:fs';
import { ProtocolViolation } from '@fjernhjelp/protocol';
import { ristretto255 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import {
  calculateGenerator,
  decodeScalar,
  generatorString,
  intermediateKey,
  lvCat,
  makeShare,
  sampleScalar,
  sharedPoint,
  transcriptIr,
} from './cpace.ts';

const file = new URL('../../../../docs/vectors/cpace-ristretto255-sha512.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8'));
const { run } = vectors;
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex');
const inputs = { password: bytes(run.PRS), channelIdentifier: bytes(run.CI), sid: bytes(run.sid) };

describe('PA3 CPace with ristretto255 and SHA-512, by the vectors of draft-irtf-cfrg-cpace-21', () => {
  it('puts lengths before strings (A.1)', () => {
    for (const { input, output } of vectors.prependLen) expect(hex(lvCat(bytes(input)))).toBe(output);
    expect(hex(lvCat(...vectors.lvCat.inputs.map(bytes)))).toBe(vectors.lvCat.output);
    const counting = (length: number) => Uint8Array.from({ length }, (_, i) => i);
    expect(hex(lvCat(counting(127)))).toBe(`7f${hex(counting(127))}`);
    expect(hex(lvCat(counting(128)))).toBe(`8001${hex(counting(128))}`);
  });

  it('writes the transcript of initiator and responder (A.3.5)', () => {
    for (const { Ya, ADa, Yb, ADb, output } of vectors.transcriptIr) {
      const transcript = { ya: bytes(Ya), adA: bytes(ADa), yb: bytes(Yb), adB: bytes(ADb) };
      expect(hex(transcriptIr(transcript))).toBe(output);
    }
  });

  it('calculates the generator (B.3.1)', () => {
    expect(hex(generatorString(inputs))).toBe(run.generatorString);
    expect(hex(sha512(generatorString(inputs)))).toBe(run.generatorHash);
    expect(hex(calculateGenerator(inputs).toBytes())).toBe(run.g);
  });

  it('makes both shares (B.3.2, B.3.3)', () => {
    const generator = calculateGenerator(inputs);
    expect(hex(makeShare(decodeScalar(bytes(run.ya)), generator))).toBe(run.Ya);
    expect(hex(makeShare(decodeScalar(bytes(run.yb)), generator))).toBe(run.Yb);
  });

  it('comes to the same point from both ends (B.3.4)', () => {
    expect(hex(sharedPoint(decodeScalar(bytes(run.ya)), bytes(run.Yb)))).toBe(run.K);
    expect(hex(sharedPoint(decodeScalar(bytes(run.yb)), bytes(run.Ya)))).toBe(run.K);
  });

  it('derives the intermediate key (B.3.5)', () => {
    const transcript = { ya: bytes(run.Ya), adA: bytes(run.ADa), yb: bytes(run.Yb), adB: bytes(run.ADb) };
    expect(hex(intermediateKey(inputs.sid, bytes(run.K), transcript))).toBe(run.ISK_IR);
  });

  it('multiplies a valid element (B.3.10)', () => {
    const { s, X, result } = vectors.scalarMultVfy.valid;
    expect(hex(sharedPoint(decodeScalar(bytes(s)), bytes(X)))).toBe(result);
  });

  it('refuses what is no element and the neutral element (B.3.11)', () => {
    const { s, Y } = vectors.scalarMultVfy.invalid;
    expect(Y).toHaveLength(2);
    for (const share of Y) {
      expect(() => sharedPoint(decodeScalar(bytes(s)), bytes(share))).toThrow(
        new ProtocolViolation('not-authentic'),
      );
    }
  });

  it('draws scalars of 252 bits, and again at zero', () => {
    const order = ristretto255.Point.Fn.ORDER;
    let draws = 0;
    const scalar = sampleScalar((length) => {
      draws++;
      return new Uint8Array(length).fill(draws === 1 ? 0 : 0xff);
    });
    expect(draws).toBe(2);
    expect(scalar).toBe(2n ** 252n - 1n);
    expect(scalar < order).toBe(true);
  });
});
