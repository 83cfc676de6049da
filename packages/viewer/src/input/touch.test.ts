import { describe, expect, it } from 'vitest';
import { createTouch } from './touch.ts';

function createHand() {
  const did: (string | number)[][] = [];
  const round = (value: number) => Math.round(value * 100) / 100;
  let nowMs = 0;
  let timer: (() => void) | undefined;
  const touch = createTouch({
    clock: {
      now: () => nowMs,
      schedule(_delayMs, task) {
        timer = task;
        return () => {
          timer = undefined;
        };
      },
    },
    point: ({ x, y }, buttons) => void did.push(['point', x, y, buttons]),
    scroll: ({ x, y }) => void did.push(['scroll', x, y]),
    zoom: (factor, about, by) =>
      void did.push(['zoom', round(factor), about.x, about.y, round(by.x), round(by.y)]),
  });
  return {
    ...touch,
    did,
    pass: (ms: number) => {
      nowMs += ms;
    },
    rest: () => timer?.(),
  };
}

const click = (x: number, y: number, button: number) => [
  ['point', x, y, 0],
  ['point', x, y, button],
  ['point', x, y, 0],
];

describe('fingers on the screen', () => {
  it('a tap is a click, also when the finger trembles', () => {
    const { down, move, up, did } = createHand();
    down(1, { x: 50, y: 60 });
    move(1, { x: 54, y: 63 });
    up(1);
    expect(did).toEqual(click(50, 60, 1));
  });

  it('two taps near each other are a double click at one place; a late one is by itself', () => {
    const { down, up, did, pass } = createHand();
    for (const [x, waitMs] of [
      [50, 100],
      [58, 1000],
      [60, 0],
    ] as const) {
      down(1, { x, y: 60 });
      up(1);
      pass(waitMs);
    }
    expect(did).toEqual([...click(50, 60, 1), ...click(50, 60, 1), ...click(60, 60, 1)]);
  });

  it('a long press is a right click, and its end nothing more', () => {
    const { down, move, up, did, rest } = createHand();
    down(1, { x: 50, y: 60 });
    rest();
    move(1, { x: 150, y: 60 });
    up(1);
    expect(did).toEqual(click(50, 60, 2));
  });

  it('a finger that moves drags with the left button from where it began', () => {
    const { down, move, up, did, rest } = createHand();
    down(1, { x: 50, y: 60 });
    move(1, { x: 80, y: 60 });
    rest();
    move(1, { x: 90, y: 70 });
    up(1);
    expect(did).toEqual([
      ['point', 50, 60, 0],
      ['point', 50, 60, 1],
      ['point', 80, 60, 1],
      ['point', 90, 70, 1],
      ['point', 90, 70, 0],
    ]);
  });

  it('two fingers side by side scroll, and click nothing', () => {
    const { down, move, up, did } = createHand();
    down(1, { x: 100, y: 100 });
    down(2, { x: 200, y: 100 });
    move(1, { x: 100, y: 130 });
    move(2, { x: 200, y: 130 });
    up(1);
    up(2);
    expect(did).toEqual([
      ['point', 150, 100, 0],
      ['scroll', 0, 15],
      ['scroll', 0, 15],
    ]);
  });

  it('two fingers that part zoom the view about their middle', () => {
    const { down, move, up, did } = createHand();
    down(1, { x: 100, y: 100 });
    down(2, { x: 200, y: 100 });
    move(2, { x: 300, y: 100 });
    move(2, { x: 300, y: 110 });
    up(2);
    move(1, { x: 0, y: 0 });
    up(1);
    expect(did.map(([what]) => what)).toEqual(['zoom', 'zoom']);
    expect(did[0]).toEqual(['zoom', 2, 150, 100, 50, 0]);
  });

  it('a second finger ends a drag before it means anything', () => {
    const { down, move, did } = createHand();
    down(1, { x: 50, y: 60 });
    move(1, { x: 80, y: 60 });
    down(2, { x: 180, y: 60 });
    expect(did.at(-1)).toEqual(['point', 80, 60, 0]);
  });

  it('three fingers mean nothing, nor what is left of them', () => {
    const { down, move, up, did } = createHand();
    for (const id of [1, 2, 3]) down(id, { x: id * 50, y: 60 });
    move(1, { x: 400, y: 400 });
    up(3);
    up(2);
    move(1, { x: 10, y: 10 });
    up(1);
    expect(did).toEqual([]);
  });

  it('cleared fingers do nothing any more', () => {
    const { down, move, up, clear, did } = createHand();
    down(1, { x: 50, y: 60 });
    clear();
    move(1, { x: 90, y: 60 });
    up(1);
    expect(did).toEqual([]);
  });
});
