/**
 * Paints one workload on the display: `node painter.ts <workload> <seconds> <widthPx> <heightPx>`, 0 seconds: until told.
 * stdout: the strips as a line of JSON, then for each paint that the X server has done `paint <number> <milliseconds since 1970>`, or
 * `echo …` for a pressed key, and `done`; before the first step `due` and when each one will be painted, as JSON. stdin: `go` starts it, `key` stands for a
 * pressed key, `stop` stops it, `more` and a number of seconds goes on for so long, with `due` and `done` again; its end closes the window.
 */
import { readSync, writeSync } from 'node:fs';
import { createRandom } from '../micro/text-screen.ts';
import { Canvas, Connection } from './canvas.ts';
import { scenes, type WorkloadName } from './scenes/index.ts';
import { waitReadable, X } from './x11.ts';

const STDIN = 0;
const STDOUT = 1;
const KEY_PRESS_MASK = 1;
const KEY_PRESS = 2;
/** Where an XKeyEvent has its keycode (LP64). */
const KEYCODE_BYTE = 84;
/** Steps move by up to so much of their interval, both ways, so that none keeps time with the viewer's 60 Hz. */
const JITTER = 0.4;
const MAX_JITTER_MS = 25;
/** The viewer is told of the schedule before the first step. */
const LEAD_MS = 300;
/** Steps of a workload that goes on until it is stopped: enough for a minute. */
const SCHEDULED = 1800;

const [workload, seconds, width, height] = process.argv.slice(2);
const create = scenes[workload as WorkloadName];
if (create === undefined) throw new Error(`unknown workload ${workload}`);

const connection = new Connection();
const { display } = connection;
const screen = Canvas.screen(connection, Number(width), Number(height));
X.selectInput(display, screen.id, KEY_PRESS_MASK);
screen.show();
X.sync(display, 0);
const REVERT_TO_POINTER_ROOT = 1;
X.setInputFocus(display, screen.id, REVERT_TO_POINTER_ROOT, 0);
const scene = create(screen);

function now(): number {
  return performance.timeOrigin + performance.now();
}

function tell(line: string): void {
  writeSync(STDOUT, `${line}\n`);
}

/** Once the X server has painted it. */
function painted(kind: 'paint' | 'echo', sequence: number): void {
  X.sync(display, 0);
  tell(`${kind} ${sequence} ${now().toFixed(3)}`);
}

/** @returns what was said, or an empty text when nothing more will be */
function listen(): string {
  const bytes = Buffer.alloc(256);
  return bytes.subarray(0, readSync(STDIN, bytes)).toString();
}

let keys = 0;
function answerKeys(): void {
  const event = new Uint8Array(192);
  while (X.pending(display) > 0) {
    X.nextEvent(display, event);
    if (event[0] !== KEY_PRESS || scene.key === undefined) continue;
    const keysym = Number(X.keysym(display, event[KEYCODE_BYTE] ?? 0, 0));
    if (keysym >= 97 && keysym <= 122) answerKey();
  }
}

function answerKey(): void {
  scene.key?.(++keys);
  painted('echo', keys);
}

tell(JSON.stringify(scene.strips));
scene.begin();
painted('paint', 0);

let heard = '';
while (!heard.includes('go')) {
  heard = listen();
  if (heard === '') process.exit(0);
}
const random = createRandom(4);
const everyMs = scene.everyMs ?? Number.POSITIVE_INFINITY;
const jitterMs = Math.min(MAX_JITTER_MS, everyMs * JITTER);
const socket = X.connectionNumber(display) as number;
let sequence = 0;

/** Paints so many more steps, unless it is told to stop. */
function paintSteps(count: number): void {
  const start = now() + LEAD_MS;
  const dueTimes = Array.from(
    { length: scene.everyMs === undefined ? 0 : count },
    (_, i) => start + (i + 1) * everyMs + (random() * 2 - 1) * jitterMs,
  );
  tell(`due ${JSON.stringify(dueTimes.map((ms) => Number(ms.toFixed(2))))}`);
  for (let step = 0; step < count && !heard.includes('stop'); ) {
    answerKeys();
    const dueMs = dueTimes[step] ?? Number.POSITIVE_INFINITY;
    const waitMs = Math.max(0, Math.min(dueMs - now(), 1000));
    const readable = waitReadable([STDIN, socket], Math.floor(waitMs));
    if (readable.includes(STDIN)) {
      heard = listen();
      if (heard === '') process.exit(0);
      for (const _ of heard.matchAll(/key/g)) answerKey();
    }
    if (now() < dueMs) continue;
    step++;
    scene.step(++sequence);
    painted('paint', sequence);
  }
  tell('done');
}

const stepsOf = (lastsSeconds: number) => Math.round((lastsSeconds * 1000) / everyMs);
paintSteps(Number(seconds) > 0 ? stepsOf(Number(seconds)) : SCHEDULED);
// Stays on the screen until the benchmark has seen the last paint.
for (heard = listen(); heard !== ''; heard = listen()) {
  const more = /more (\d+)/.exec(heard)?.[1];
  if (more !== undefined) paintSteps(stepsOf(Number(more)));
}
X.closeDisplay(display);
