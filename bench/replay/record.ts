/**
 * Records a workload: `node record.ts <workload> <steps> <widthPx> <heightPx> <smoothing> <file>`. Paints each step on the display and keeps what has
 * changed, so a recording is the same on every machine with the same fonts. stdout: the strips, and which steps are pressed keys, as JSON.
 */
import { writeFileSync } from 'node:fs';
import koffi from 'koffi';
import { Canvas, Connection, type Smoothing } from '../workloads/canvas.ts';
import { scenes, type WorkloadName } from '../workloads/scenes/index.ts';
import { X } from '../workloads/x11.ts';
import { damageBetween, packStep, type Rect } from './recording.ts';

const [workload, count, width, height, smoothing, file] = process.argv.slice(2);
const create = scenes[workload as WorkloadName];
if (create === undefined || file === undefined) throw new Error('record.ts: wrong arguments');
const widthPx = Number(width);
const heightPx = Number(height);
const ALL_PLANES = 0xff_ff_ff;
const Z_PIXMAP = 2;
/** Of a workload with keys, how many steps to one. */
const STEPS_A_KEY = 9;
/** Where an XImage has the address of its pixels (LP64). */
const DATA_BYTE = 16;

const connection = new Connection(smoothing as Smoothing);
const { display } = connection;
const screen = Canvas.screen(connection, widthPx, heightPx);
screen.show();
const scene = create(screen);

function capture(): Uint32Array {
  const root = X.rootWindow(display);
  const image = X.getImage(display, root, 0, 0, widthPx, heightPx, ALL_PLANES, Z_PIXMAP);
  const fields = new DataView(koffi.view(image, DATA_BYTE + 8));
  const data = koffi.view(fields.getBigUint64(DATA_BYTE, true), widthPx * heightPx * 4);
  const pixels = new Uint32Array(data.slice(0));
  X.destroyImage(image);
  return pixels;
}

const everything: Rect = { xPx: 0, yPx: 0, widthPx, heightPx };
scene.begin();
let last = capture();
const steps = [packStep(last, widthPx, [everything])];
const keys: number[] = [];
function keep(): void {
  const next = capture();
  steps.push(packStep(next, widthPx, damageBetween(last, next, widthPx)));
  last = next;
}
for (let sequence = 1; sequence <= Number(count); sequence++) {
  if (scene.key !== undefined && sequence % STEPS_A_KEY === 0) {
    keys.push(steps.length);
    scene.key(keys.length);
    keep();
  }
  scene.step(sequence);
  keep();
}
console.log(JSON.stringify({ strips: scene.strips, keys }));
writeFileSync(file, Buffer.concat(steps));
X.closeDisplay(display);
