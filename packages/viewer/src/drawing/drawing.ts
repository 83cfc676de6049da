import {
  type Bytes,
  type DrawingMessage,
  type DrawingPoint,
  decodeDrawingAnswer,
  drawingColours,
  encodeDrawing,
  encodeUtf8,
  limits,
  type PointerPlace,
  streams,
} from '@fjernhjelp/protocol';
import type { ViewerPart, ViewerPartPorts } from '../part.ts';
import { createOwnMarks, type OwnMark } from './own-marks.ts';

export type DrawingTool = 'laser' | 'pen' | 'arrow' | 'box' | 'text';

/** What the console shows of drawing; missing until the host has said that it can show anything. */
export interface DrawingStatus {
  /** An index of `drawingColours`. */
  readonly colour: number;
  /** undefined: the mouse is for pointing and control as ever. */
  readonly tool?: DrawingTool;
  /** What is drawn stays until it is cleared. */
  readonly stays: boolean;
  /** Something of the helper's own is there. */
  readonly hasDrawn: boolean;
}

/** What the console can do with it. */
export interface DrawingTools {
  setTool(tool: DrawingTool | undefined): void;
  setStays(stays: boolean): void;
  /** What the text tool writes; longer ones are cut. */
  setText(text: string): void;
  /** One that another helper has is not given. */
  chooseColour(colour: number): void;
  /** Takes back the last mark. */
  undo(): void;
  clear(): void;
}

/** What a view of the screens needs of it. */
export interface DrawingPad {
  /** undefined: nothing is drawn just now, or it may not be. */
  readonly tool: DrawingTool | undefined;
  /** 0xRRGGBB */
  readonly colour: number;
  readonly marks: readonly OwnMark[];
  /** Points there, for a moment. */
  point(at: PointerPlace): void;
  begin(at: PointerPlace): void;
  /** @param points on the screen where it began */
  extend(points: readonly DrawingPoint[]): void;
  finish(): void;
  /** @returns what stops it */
  subscribe(listener: () => void): () => void;
}

export interface Drawing extends ViewerPart, DrawingTools {
  readonly pad: DrawingPad;
}

const MARKS = 65_536;

/** Pointing and drawing on the user's screens (PROTOCOL.md DR1–DR7). */
export function createDrawing(ports: ViewerPartPorts): Drawing {
  const listeners = new Set<() => void>();
  let colour: number | undefined;
  let hasAsked = false;
  let tool: DrawingTool | undefined;
  let stays = false;
  let text = '';
  let nextMark = 0;
  let begun: OwnMark | undefined;
  const own = createOwnMarks(ports.clock, tell);

  const mayDraw = () => colour !== undefined && ports.has('point');
  function send(message: DrawingMessage): void {
    if (message.type !== 'choose-colour') ports.used('point');
    ports.send(encodeDrawing(message));
  }

  function tell(): void {
    if (colour !== undefined)
      ports.update({
        drawing: { colour, stays, hasDrawn: own.all.length > 0, ...(tool !== undefined && { tool }) },
      });
    for (const listener of listeners) listener();
  }

  function forget(): void {
    begun = undefined;
    own.clear();
  }

  function put(mark: OwnMark, added: readonly DrawingPoint[]): void {
    const head = { mark: mark.mark, stays: mark.stays, screen: mark.screen };
    const [from, to = from] = mark.points;
    if (from === undefined || to === undefined) return;
    if (mark.type === 'text') send({ type: 'text', ...head, ...from, text: mark.text ?? '' });
    else if (mark.type === 'pen')
      for (let start = 0; start < added.length; start += limits.drawingPoints)
        send({ type: 'pen', ...head, points: added.slice(start, start + limits.drawingPoints) });
    else send({ type: mark.type, ...head, points: [from, to] });
    own.put(mark);
  }

  const pad: DrawingPad = {
    get tool() {
      return mayDraw() ? tool : undefined;
    },
    get colour() {
      return drawingColours[colour ?? 0] ?? 0;
    },
    get marks() {
      return own.all;
    },
    point({ screen, xPx, yPx }) {
      if (mayDraw()) send({ type: 'point', screen, xPx, yPx });
    },
    begin({ screen, xPx, yPx }) {
      if (!mayDraw() || tool === undefined || tool === 'laser') return;
      if (tool === 'text' && text === '') return;
      const at = { xPx, yPx };
      const mark = nextMark;
      nextMark = (nextMark + 1) % MARKS;
      begun = { mark, screen, stays, type: tool, points: [at], ...(tool === 'text' && { text }) };
      // An arrow or a box without a length says nothing: it is sent as soon as it has one.
      if (tool === 'pen' || tool === 'text') put(begun, [at]);
    },
    extend(points) {
      const last = points.at(-1);
      if (begun === undefined || last === undefined || begun.type === 'text' || !mayDraw()) return;
      const [from = last] = begun.points;
      begun = { ...begun, points: begun.type === 'pen' ? [...begun.points, ...points] : [from, last] };
      put(begun, points);
    },
    finish() {
      begun = undefined;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };

  return {
    stream: streams.drawing,
    pad,
    receive(message: Bytes) {
      const answer = decodeDrawingAnswer(message);
      if (answer.type === 'cleared') forget();
      else colour = answer.colour;
      tell();
    },
    grantsChanged() {
      if (!ports.has('point')) forget();
      else if (!hasAsked) {
        hasAsked = true;
        send({ type: 'choose-colour', colour: undefined });
      }
      tell();
    },
    line(isConnected) {
      if (!isConnected) forget();
    },
    setTool(next) {
      begun = undefined;
      tool = next;
      tell();
    },
    setStays(next) {
      stays = next;
      tell();
    },
    setText(next) {
      text = cutBytes(next.trim(), limits.drawingTextBytes);
    },
    chooseColour(next) {
      if (mayDraw()) send({ type: 'choose-colour', colour: next });
    },
    undo() {
      const last = own.all.at(-1);
      if (last === undefined || !mayDraw()) return;
      send({ type: 'erase', mark: last.mark });
      own.erase(last.mark);
    },
    clear() {
      if (mayDraw()) send({ type: 'clear' });
      forget();
    },
    close() {
      own.clear();
      listeners.clear();
    },
  };
}

/** @returns the text with at most so many bytes of UTF-8, not cut within a character */
function cutBytes(text: string, sizeBytes: number): string {
  let cut = text.toWellFormed();
  while (encodeUtf8(cut).length > sizeBytes) cut = [...cut].slice(0, -1).join('');
  return cut;
}
