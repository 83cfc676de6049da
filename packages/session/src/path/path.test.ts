import { limits, type PathDescription } from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/index.ts';
import { createDataChannelTransport } from './data-channel-transport.ts';
import { createLineGrade } from './line-quality.ts';
import { describeSdp, sdpOf } from './session-description.ts';

const description: PathDescription = {
  ufrag: 'Kx9/',
  pwd: 'a+b/c'.repeat(5),
  fingerprint: Array.from({ length: 32 }, () => 'AB').join(':'),
  candidates: [
    { kind: 'host', address: '192.0.2.7', port: 50_000, priority: 2_122_317_823 },
    { kind: 'srflx', address: '2001:db8::7', port: 50_001, priority: 1_686_052_607 },
  ],
};

describe('what an end says of itself', () => {
  it.each(['offer', 'answer'] as const)('DP4 an %s is written and read back', (role) => {
    expect(describeSdp(sdpOf(role, description))).toEqual(description);
  });

  it('DP3 leaves out names, TCP and the second component, and at most 32 places go along', () => {
    const line = (text: string) => `a=candidate:${text} typ host\r\n`;
    const sdp = sdpOf('offer', { ...description, candidates: [] });
    const more = [
      line('1 1 udp 5 a1b2.local 5000'),
      line('1 1 tcp 5 192.0.2.7 9'),
      line('1 2 udp 5 192.0.2.7 5001'),
      ...Array.from({ length: 40 }, (_, i) => line(`1 1 UDP 5 192.0.2.7 ${6000 + i}`)),
    ];
    const read = describeSdp(sdp + more.join(''));
    expect(read?.candidates.map(({ port }) => port)).toEqual(
      Array.from({ length: limits.pathCandidates }, (_, i) => 6000 + i),
    );
  });

  it('DP3 is nothing while the fingerprint is missing', () => {
    expect(describeSdp('v=0\r\na=ice-ufrag:abcd\r\n')).toBeUndefined();
  });
});

function openFake() {
  const sent: number[] = [];
  const heard: string[] = [];
  let closes = 0;
  let isFull = false;
  const { transport, events } = createDataChannelTransport({
    send(bytes) {
      if (isFull) throw new Error('full');
      sent.push(bytes.length);
    },
    bufferedBytes: 7,
    close: () => void closes++,
  });
  return {
    sent,
    heard,
    transport,
    events,
    fill() {
      isFull = true;
    },
    closes: () => closes,
    listen: () =>
      transport.listen({
        data: (bytes) => heard.push(`data ${bytes.length}`),
        drained: () => heard.push('drained'),
        closed: ({ code }) => heard.push(code),
      }),
  };
}

describe('a data channel as a transport', () => {
  it('DP6 cuts what it sends into messages of 16 KiB', () => {
    const { transport, sent } = openFake();
    transport.send(new Uint8Array(40_000));
    expect(sent).toEqual([16_384, 16_384, 7232]);
    expect(transport.isDirect).toBe(true);
  });

  it('TR3 keeps what came before anybody listened, up to 64 KiB', () => {
    const fake = openFake();
    fake.events.data(new Uint8Array(60_000));
    fake.listen();
    expect(fake.heard).toEqual(['data 60000']);
    const flooded = openFake();
    flooded.events.data(new Uint8Array(70_000));
    flooded.listen();
    expect(flooded.heard.at(-1)).toBe('closed');
    expect(flooded.closes()).toBe(1);
  });

  it('TR3 a channel that closes, or takes no more, is a lost line, told once', async () => {
    const fake = openFake();
    fake.listen();
    fake.fill();
    fake.transport.send(new Uint8Array(10));
    await Promise.resolve();
    fake.events.closed();
    fake.events.data(new Uint8Array(1));
    expect(fake.heard).toEqual(['closed']);
    expect(fake.transport.bufferedBytes).toBe(0);
  });

  it('a transport that is closed hears nothing more, and closes the channel once', () => {
    const fake = openFake();
    fake.listen();
    fake.transport.close();
    fake.transport.close();
    fake.events.closed();
    fake.events.drained();
    expect([fake.heard, fake.closes()]).toEqual([[], 1]);
  });
});

it('DP9 grades a line by its round trip and by how often it was lost within a minute', () => {
  const clock = createManualClock();
  const grade = createLineGrade(clock);
  expect([undefined, 119, 120, 349, 350].map((ms) => grade.of(ms))).toEqual([
    'good',
    'good',
    'fair',
    'fair',
    'poor',
  ]);
  grade.lost();
  expect(grade.of(5)).toBe('fair');
  grade.lost();
  expect(grade.of(5)).toBe('poor');
  clock.advance(60_000);
  expect(grade.of(5)).toBe('good');
});
