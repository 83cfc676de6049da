import { limits, streams } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flipByte } from './testing/index.ts';
import { createSessionScene, hear, type SessionScene, settle, until } from './testing/test-scene.ts';

const text = (value: string) => new TextEncoder().encode(value);
const textOf = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes);
const listen = (scene: SessionScene) => ({
  atViewer: hear(scene.viewer.channel),
  atHost: hear(scene.host.channel),
});
const isDirect = (scene: SessionScene) => [scene.viewer.channel.isDirect, scene.host.channel.isDirect];

describe('moving a session from line to line', () => {
  it('RS8 goes to a direct line and back, and neither end notices a loss', async () => {
    const scene = createSessionScene();
    const { atViewer, atHost } = listen(scene);
    expect(isDirect(scene)).toEqual([false, false]);
    expect(await scene.moveTo(scene.openDirect())).toBe(true);
    await settle();
    expect(isDirect(scene)).toEqual([true, true]);
    // Nothing that the relay carries has any effect now: the session is not on it.
    scene.pairs[0]!.cut();
    scene.viewer.channel.send(streams.input, text('direct'));
    await until(() => atHost.messages.length === 1);
    expect(await scene.moveTo()).toBe(true);
    await settle();
    expect(isDirect(scene)).toEqual([false, false]);
    scene.host.channel.send(streams.control, text('relayed'));
    await until(() => atViewer.messages.length === 1);
    expect([...atHost.messages, ...atViewer.messages].map(textOf)).toEqual(['direct', 'relayed']);
    expect([atViewer.states, atHost.states]).toEqual([[], []]);
  });

  it('RS8 the line that is left stays open until the other end has moved, however slow the new one is', async () => {
    const scene = createSessionScene();
    const { atViewer, atHost } = listen(scene);
    await scene.moveTo(scene.openDirect());
    await settle();
    scene.lines = { slow: { clock: scene.clock, bytesPerMs: 1000, delayMs: 200 } };
    void scene.moveTo();
    await until(
      () => !scene.viewer.channel.isDirect && !scene.host.channel.isDirect,
      () => scene.clock.advance(10),
    );
    expect([atViewer.states, atHost.states]).toEqual([[], []]);
  });

  it('RS8 a direct line that dies is a lost line: the session comes back over the relay', async () => {
    const scene = createSessionScene();
    const { atViewer, atHost } = listen(scene);
    await scene.moveTo(scene.openDirect());
    await settle();
    scene.pairs.at(-1)!.cut();
    scene.viewer.channel.send(streams.input, text('meanwhile'));
    await until(
      () => atHost.messages.length === 1 && atViewer.states.length === 2,
      () => scene.clock.advance(50),
    );
    expect(atViewer.states).toEqual(['reconnecting', 'connected']);
    expect(isDirect(scene)).toEqual([false, false]);
  });

  it('RS8 a direct line that falls silent is given up after the silence, and nothing is lost', async () => {
    const scene = createSessionScene();
    const { atHost } = listen(scene);
    await scene.moveTo(scene.openDirect());
    await settle();
    scene.pairs.at(-1)!.freeze();
    scene.viewer.channel.send(streams.input, text('into nothing'));
    scene.clock.advance(limits.silenceMs + 1);
    await until(
      () => atHost.messages.length === 1,
      () => scene.clock.advance(50),
    );
    expect(isDirect(scene)).toEqual([false, false]);
  });

  it('RS8 a direct line that comes while there is none brings the session back, and no other is opened', async () => {
    const scene = createSessionScene();
    const { atViewer } = listen(scene);
    scene.reachable = false;
    scene.pairs[0]!.cut();
    await until(() => atViewer.states.length === 1);
    expect(await scene.moveTo(scene.openDirect())).toBe(true);
    await until(() => atViewer.states.length === 2);
    scene.reachable = true;
    const lines = scene.pairs.length;
    scene.clock.advance(5000);
    await settle();
    expect(scene.pairs.length).toBe(lines);
    expect(isDirect(scene)).toEqual([true, true]);
  });

  it('RS8 what answers there and is not the host leaves the session where it is', async () => {
    const scene = createSessionScene();
    const { atViewer, atHost } = listen(scene);
    scene.lines = { fromRight: flipByte(60) };
    expect(await scene.moveTo(scene.openDirect())).toBe(false);
    scene.reachable = false;
    expect(await scene.moveTo()).toBe(false);
    scene.viewer.channel.send(streams.input, text('still here'));
    await until(() => atHost.messages.length === 1);
    expect([atViewer.states, atHost.states, isDirect(scene)]).toEqual([[], [], [false, false]]);
  });

  it('RS8 wherever it is moved and whatever is cut while both ends send, everything arrives once and in order', async () => {
    const send = fc.record({
      from: fc.constantFrom('viewer' as const, 'host' as const),
      stream: fc.constantFrom(streams.control, streams.input, streams.drawing),
      size: fc.oneof(fc.nat(64), fc.nat(60_000)),
    });
    const step = fc.oneof(
      { weight: 8, arbitrary: send },
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          'direct' as const,
          'relay' as const,
          'cut' as const,
          'freeze' as const,
          'cut-old' as const,
        ),
      },
      { weight: 4, arbitrary: fc.nat(12).map((microtasks) => ({ microtasks })) },
      { weight: 2, arbitrary: fc.nat(8).map((turns) => ({ turns })) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: 1, max: 1e6 }),
        async (steps, seed) => {
          const scene = createSessionScene({ delivery: 'as-sent' }, seed);
          const { atViewer, atHost } = listen(scene);
          const sent = { viewer: new Map<number, string[]>(), host: new Map<number, string[]>() };
          let number = 0;
          for (const action of steps) {
            // Not waited for: what follows happens while it is under way.
            if (action === 'direct') void scene.moveTo(scene.openDirect());
            else if (action === 'relay') void scene.moveTo();
            else if (action === 'cut') scene.pairs.at(-1)!.cut();
            else if (action === 'cut-old') scene.pairs.at(-2)?.cut();
            else if (action === 'freeze') scene.pairs.at(-1)!.freeze();
            else if ('microtasks' in action)
              for (let i = 0; i < action.microtasks; i++) await Promise.resolve();
            else if ('turns' in action) {
              scene.clock.advance(action.turns * 300);
              await settle();
            } else {
              const message = new Uint8Array(action.size + 4);
              new DataView(message.buffer).setUint32(0, ++number);
              const log = sent[action.from].get(action.stream) ?? [];
              log.push(`${number}:${message.length}`);
              sent[action.from].set(action.stream, log);
              scene[action.from].channel.send(action.stream, message);
            }
          }
          const count = (log: Map<number, string[]>) => [...log.values()].flat().length;
          await until(
            () =>
              atHost.messages.length >= count(sent.viewer) && atViewer.messages.length >= count(sent.host),
            () => scene.clock.advance(100),
          );
          for (const [log, heard] of [
            [sent.viewer, atHost],
            [sent.host, atViewer],
          ] as const) {
            for (const stream of [streams.control, streams.input, streams.drawing]) {
              const got = heard.messages
                .filter((message) => message.stream === stream)
                .map(({ bytes }) => `${new DataView(bytes.buffer).getUint32(0)}:${bytes.length}`);
              expect(got).toEqual(log.get(stream) ?? []);
            }
          }
          expect([atViewer.ended, atHost.ended]).toEqual([undefined, undefined]);
        },
      ),
      { numRuns: 100 },
    );
  });
});
