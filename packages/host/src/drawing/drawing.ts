import {
  type DrawingMessage,
  type DrawingPoint,
  decodeDrawing,
  drawingColours,
  encodeDrawingAnswer,
  limits,
  type ScreenPlace,
  showableText,
  streams,
} from '@fjernhjelp/protocol';
import { placeOnDesktop } from '../input/clamp.ts';
import { createPointing, type Pointing } from '../input/pointing.ts';
import type { HostPart, HostPartPorts } from '../part.ts';
import type { DesktopPoint, DrawingBoard, DrawingSheet, DrawnShape } from '../ports.ts';
import type { ColourBook } from './colour-book.ts';
import { createDrawnMarks } from './drawn-marks.ts';

export interface DrawingPorts extends HostPartPorts {
  /** Undefined where nothing can be shown: then what comes is dropped. */
  readonly board: DrawingBoard | undefined;
  readonly colours: ColourBook;
  /** Those that there are now; undefined before the first picture. */
  screens(): readonly ScreenPlace[] | undefined;
}

export interface Drawing extends HostPart {
  /** Where the helper points: also what their input does without control (PROTOCOL.md IN7). */
  readonly pointing: Pointing;
}

type Marked = Extract<DrawingMessage, { type: 'pen' | 'arrow' | 'box' | 'text' }>;

/** Pointing and drawing of one helper on the user's screens (PROTOCOL.md DR1–DR7). */
export function createDrawing(ports: DrawingPorts): Drawing {
  const { board, colours, person } = ports;
  let opened: DrawingSheet | undefined;

  const look = () => ({ colour: drawingColours[colours.of(person)] ?? 0, name: ports.name() });
  function sheet(): DrawingSheet {
    opened ??= (board as DrawingBoard).open(look());
    return opened;
  }
  const marks = createDrawnMarks(ports.clock, sheet, ports.changed);
  const pointing = createPointing(
    {
      show: (xPx, yPx) => board && sheet().show(xPx, yPx),
      hide: () => opened?.hide(),
      close() {},
    },
    ports.clock,
  );

  function draw(message: Marked): void {
    const screens = ports.screens();
    const at = (point: DrawingPoint) => placeOnDesktop(screens, { screen: message.screen, ...point });
    const shape = shapeOf(message, at);
    if (shape !== undefined) marks.draw(message.mark, shape, message.stays);
  }

  function chooseColour(colour: number | undefined): void {
    if (colour !== undefined) colours.choose(person, colour);
    opened?.setLook(look());
    ports.send(encodeDrawingAnswer({ type: 'colour', colour: colours.of(person) }));
  }

  function clear(): void {
    pointing.hide();
    marks.clear();
  }

  return {
    stream: streams.drawing,
    grants: ['point'],
    pointing,
    get status() {
      return marks.isEmpty ? {} : { hasDrawn: true };
    },
    receive(bytes) {
      const message = decodeDrawing(bytes);
      if (board === undefined || !ports.has('point')) return;
      if (message.type !== 'choose-colour') ports.used('point');
      switch (message.type) {
        case 'point': {
          const place = placeOnDesktop(ports.screens(), message);
          if (place !== undefined) pointing.input({ type: 'pointer', ...place, buttons: 0 });
          break;
        }
        case 'erase':
          marks.erase(message.mark);
          break;
        case 'clear':
          clear();
          break;
        case 'choose-colour':
          chooseColour(message.colour);
          break;
        default:
          draw(message);
      }
    },
    grantsChanged() {
      if (!ports.has('point')) clear();
    },
    line(isConnected) {
      if (!isConnected) clear();
    },
    command(command) {
      if (command.type !== 'clear-drawings' || command.person !== person || marks.isEmpty) return;
      clear();
      ports.send(encodeDrawingAnswer({ type: 'cleared' }));
    },
    close() {
      clear();
      opened?.close();
      opened = undefined;
      colours.release(person);
    },
  };
}

/** @returns undefined when it is on a screen that there is not, or there is nothing of it to show */
function shapeOf(
  message: Marked,
  at: (point: DrawingPoint) => DesktopPoint | undefined,
): DrawnShape | undefined {
  if (message.type === 'text') {
    const place = at(message);
    const text = showableText(message.text, limits.drawingTextBytes);
    return place === undefined || text === '' ? undefined : { type: 'text', text, at: place };
  }
  const points = message.points.flatMap((point) => at(point) ?? []);
  if (message.type === 'pen') return points.length === 0 ? undefined : { type: 'pen', points };
  const [from, to] = points;
  if (from === undefined || to === undefined) return undefined;
  return { type: message.type, points: [from, to] };
}
