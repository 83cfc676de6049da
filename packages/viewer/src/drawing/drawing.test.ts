import {
  type Bytes,
  type DrawingMessage,
  decodeDrawing,
  encodeDrawingAnswer,
  limits,
} from '@fjernhjelp/protocol';
import { createManualClock } from '@fjernhjelp/session/testing';
import { describe, expect, it } from 'vitest';
import type { ViewerStatus } from '../status.ts';
import { createDrawing } from './drawing.ts';

const at = (xPx: number, yPx: number) => ({ screen: 1, xPx, yPx });

function start(answers = true) {
  const clock = createManualClock();
  const sent: DrawingMessage[] = [];
  const user = { gives: true };
  let status: Partial<ViewerStatus> = {};
  const drawing = createDrawing({
    clock,
    has: () => user.gives,
    send: (message: Bytes) => void sent.push(decodeDrawing(message)),
    queuedBytes: () => 0,
    used() {},
    file() {},
    update: (changes) => {
      status = { ...status, ...changes };
    },
    report(error) {
      throw error;
    },
  });
  drawing.grantsChanged?.();
  if (answers) drawing.receive(encodeDrawingAnswer({ type: 'colour', colour: 2 }));
  return { drawing, pad: drawing.pad, clock, user, sent, status: () => status.drawing };
}

describe('drawing at the helper', () => {
  it('DR7 asks for a colour once, and says nothing where the host does not answer', () => {
    const { drawing, sent, status, pad } = start(false);
    drawing.grantsChanged?.();
    expect(sent).toEqual([{ type: 'choose-colour', colour: undefined }]);
    drawing.setTool('pen');
    pad.begin(at(1, 1));
    expect(status()).toBeUndefined();
    expect(pad.tool).toBeUndefined();
    expect(sent).toHaveLength(1);
    drawing.receive(encodeDrawingAnswer({ type: 'colour', colour: 2 }));
    expect(status()).toEqual({ colour: 2, tool: 'pen', stays: false, hasDrawn: false });
    expect(pad.colour).toBe(0x0a7a2f);
  });

  it('DR2 a pen goes on with the same mark, and the helper sees it at once', () => {
    const { drawing, pad, sent } = start();
    drawing.setTool('pen');
    drawing.setStays(true);
    pad.begin(at(1, 2));
    pad.extend([{ xPx: 3, yPx: 4 }]);
    pad.extend(Array.from({ length: limits.drawingPoints + 1 }, () => ({ xPx: 5, yPx: 6 })));
    pad.finish();
    pad.extend([{ xPx: 9, yPx: 9 }]);
    pad.begin(at(7, 8));
    const pens = sent
      .slice(1)
      .map((message) => (message.type === 'pen' ? [message.mark, message.points.length] : []));
    expect(pens).toEqual([
      [0, 1],
      [0, 1],
      [0, limits.drawingPoints],
      [0, 1],
      [1, 1],
    ]);
    expect(pad.marks.map(({ points }) => points.length)).toEqual([limits.drawingPoints + 3, 1]);
  });

  it('DR2 an arrow and a box are sent as far as they have come, and not without a length', () => {
    const { drawing, pad, sent } = start();
    drawing.setTool('box');
    pad.begin(at(1, 2));
    pad.finish();
    expect(sent).toHaveLength(1);
    pad.begin(at(1, 2));
    pad.extend([
      { xPx: 5, yPx: 5 },
      { xPx: 6, yPx: 7 },
    ]);
    pad.extend([{ xPx: 9, yPx: 9 }]);
    const box = { type: 'box', mark: 1, stays: false, screen: 1 };
    expect(sent.slice(1)).toEqual([
      {
        ...box,
        points: [
          { xPx: 1, yPx: 2 },
          { xPx: 6, yPx: 7 },
        ],
      },
      {
        ...box,
        points: [
          { xPx: 1, yPx: 2 },
          { xPx: 9, yPx: 9 },
        ],
      },
    ]);
    expect(pad.marks).toHaveLength(1);
  });

  it('DR3 writes a text where it is put, cut to what is allowed, and none without one', () => {
    const { drawing, pad, sent } = start();
    drawing.setTool('text');
    pad.begin(at(1, 2));
    drawing.setText(` ${'å'.repeat(300)} `);
    pad.begin(at(3, 4));
    expect(sent.slice(1)).toEqual([
      { type: 'text', mark: 0, stays: false, ...at(3, 4), text: 'å'.repeat(200) },
    ]);
  });

  it('DR4 what does not stay goes by itself, and only that', () => {
    const { drawing, pad, clock, status } = start();
    drawing.setTool('pen');
    pad.begin(at(1, 1));
    drawing.setStays(true);
    pad.begin(at(2, 2));
    clock.advance(limits.drawingShownMs);
    expect(pad.marks.map(({ mark }) => mark)).toEqual([1]);
    expect(status()?.hasDrawn).toBe(true);
    drawing.undo();
    expect(status()?.hasDrawn).toBe(false);
  });

  it('takes back the last mark, and all', () => {
    const { drawing, pad, sent } = start();
    drawing.setTool('pen');
    drawing.setStays(true);
    for (const x of [1, 2, 3]) pad.begin(at(x, 1));
    drawing.undo();
    drawing.clear();
    drawing.undo();
    expect(sent.slice(-2)).toEqual([{ type: 'erase', mark: 2 }, { type: 'clear' }]);
    expect(pad.marks).toEqual([]);
  });

  it('DR6 forgets its marks when the grant goes, the line is lost, the user clears them and at the end', () => {
    for (const over of ['grant', 'line', 'cleared', 'end'] as const) {
      const { drawing, pad, user, clock } = start();
      drawing.setTool('pen');
      pad.begin(at(1, 1));
      user.gives = over !== 'grant';
      if (over === 'grant') drawing.grantsChanged?.();
      if (over === 'line') drawing.line?.(false);
      if (over === 'cleared') drawing.receive(encodeDrawingAnswer({ type: 'cleared' }));
      if (over === 'end') drawing.close();
      expect(pad.marks).toEqual([]);
      expect(pad.tool).toBe(over === 'grant' ? undefined : 'pen');
      expect(clock.pending).toBe(0);
    }
  });

  it('DR1 points with the laser', () => {
    const { drawing, pad, sent, user } = start();
    drawing.setTool('laser');
    pad.begin(at(1, 1));
    pad.point(at(4, 5));
    user.gives = false;
    pad.point(at(6, 7));
    expect(sent.slice(1)).toEqual([{ type: 'point', ...at(4, 5) }]);
    expect(pad.marks).toEqual([]);
  });
});
