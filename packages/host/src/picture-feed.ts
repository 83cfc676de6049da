import {
  type Bytes,
  type Clock,
  type CursorShape,
  decodePicture,
  decodePictureAnswer,
  encodePicture,
  type Obstacle,
  type PictureAnswer,
  type PointerPlace,
  ProtocolViolation,
  pictureSequence,
  type ScreenPlace,
  type WatchedScreen,
} from '@fjernhjelp/protocol';
import { PicturePacer } from './picture/picture-pacer.ts';
import { StatisticsBook } from './picture/picture-statistics.ts';
import type { PictureSource } from './ports.ts';

const STATISTICS_INTERVAL_MS = 1000;

export interface PictureFeedPorts {
  clock: Clock;
  /** Called at the first `start`. */
  open: () => PictureSource;
  /** Takes a picture message to the viewer. */
  send: (message: Bytes) => void;
  cursor: (shape: CursorShape) => void;
  /** The pointer is here, whoever moved it. */
  pointer: (place: PointerPlace) => void;
  /** What keeps the viewer from seeing or steering, undefined when nothing does any more. */
  obstacle: (obstacle: Obstacle | undefined) => void;
  /** The screen is lost. */
  failed: (error: Error) => void;
  /** The viewer shows these from here on. */
  watching: (screens: readonly WatchedScreen[]) => void;
}

/** Pictures and pointer shapes on their way to the viewer, while it may see them. */
export interface PictureFeed {
  /** Those that there are, as the viewer knows them; undefined before the first picture. */
  readonly screens: readonly ScreenPlace[] | undefined;
  /** The viewer may see from here on. Does nothing while started. */
  start(): void;
  /** It may not. Nothing is captured until `start`. May be called twice. */
  stop(): void;
  /** Nobody will ever see again. May be called twice. */
  close(): void;
  /** The line to the viewer was lost; what was sent comes again by itself. */
  lineLost(): void;
  /** @throws ProtocolViolation when the bytes are no answer to a picture that was sent (PROTOCOL.md UP9, UP18) */
  receive(message: Bytes): void;
}

export function createPictureFeed(ports: PictureFeedPorts): PictureFeed {
  const { clock } = ports;
  const book = new StatisticsBook();
  let source: PictureSource | undefined;
  let pacer: PicturePacer | undefined;
  let running = false;
  let cursor: CursorShape | undefined;
  let pointer: PointerPlace | undefined;
  let obstacle: Obstacle | undefined;
  let screens: readonly ScreenPlace[] | undefined;
  let wantsStatistics = false;
  let cancelStatistics = () => {};

  function open(): PicturePacer {
    const opened = ports.open();
    source = opened;
    opened.onCursor((shape) => {
      cursor = shape;
      if (running) ports.cursor(shape);
    });
    opened.onPointer((place) => {
      pointer = place;
      if (running) ports.pointer(place);
    });
    opened.onObstacle((found) => {
      obstacle = found;
      if (running) ports.obstacle(found);
    });
    const send = (message: Bytes) => pass(message, opened);
    const isCounted = () => wantsStatistics;
    return new PicturePacer({ source: opened, clock, send, isCounted, lost: ports.failed });
  }

  function pass(message: Bytes, { times }: PictureSource): void {
    const sequence = pictureSequence(message);
    if (sequence === undefined) screens = screensOf(message) ?? screens;
    else if (wantsStatistics) book.sent(sequence, times, clock.now());
    ports.send(message);
  }

  function watch({ screens, cachePlaces, statistics }: Extract<PictureAnswer, { type: 'watch' }>): void {
    source?.watch(screens, cachePlaces);
    ports.watching(screens);
    if (statistics === wantsStatistics) return;
    wantsStatistics = statistics;
    // Answers that come while nobody asks are not noted.
    book.forget();
    scheduleStatistics();
  }

  function scheduleStatistics(): void {
    cancelStatistics();
    if (wantsStatistics && running) cancelStatistics = clock.schedule(STATISTICS_INTERVAL_MS, tellStatistics);
  }

  function tellStatistics(): void {
    scheduleStatistics();
    if (pacer === undefined) return;
    const { bytesPerSecond, underWayBytes } = pacer;
    const statistics = book.take({ bytesPerSecond, underWayBytes });
    ports.send(encodePicture({ type: 'statistics', statistics }));
  }

  return {
    get screens() {
      return screens;
    },
    start() {
      if (running) return;
      running = true;
      if (cursor !== undefined) ports.cursor(cursor);
      if (pointer !== undefined) ports.pointer(pointer);
      if (pacer !== undefined) ports.obstacle(obstacle);
      pacer ??= open();
      pacer.start();
      scheduleStatistics();
    },
    stop() {
      running = false;
      cancelStatistics();
      pacer?.stop();
    },
    close() {
      this.stop();
      source?.close();
    },
    lineLost: () => book.lineLost(),
    receive(message) {
      if (pacer === undefined) throw new ProtocolViolation('unexpected-message');
      const answer = decodePictureAnswer(message);
      if (answer.type === 'watch') return watch(answer);
      pacer.acknowledge(answer.sequence, answer.heldMs);
      if (wantsStatistics) book.acknowledged(answer.sequence, clock.now());
    },
  };
}

function screensOf(message: Bytes): readonly ScreenPlace[] | undefined {
  const told = decodePicture(message, () => undefined);
  return told.type === 'screens' ? told.screens : undefined;
}
