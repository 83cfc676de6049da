/**
 * The least that a Node process can do to show a change: `node floor.ts <X display> <WebSocket URL> [answers]`. One thread waits for
 * XDamage, reads a rect of 20 × 20 pixels through shared memory and writes 200 bytes to a WebSocket; nothing is compared, packed or
 * encrypted. The other end may answer each with a few bytes. `plain` as URL scheme stand-in: `tcp://host:port` writes to a bare socket.
 */
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { DamageRegion } from '../../../apps/client/src/desktop/x11/capture/damage.ts';
import { openGrabber } from '../../../apps/client/src/desktop/x11/capture/grabber.ts';
import { XConnection } from '../../../apps/client/src/desktop/x11/connection.ts';

const MESSAGE_BYTES = 200;
const rect = { xPx: 0, yPx: 0, widthPx: 20, heightPx: 20 };
const frame = { widthPx: 20, heightPx: 20, pixels: new Uint8Array(20 * 20 * 4) };
const message = new Uint8Array(MESSAGE_BYTES);

const [displayName, url = ''] = process.argv.slice(2);
const send = await openLine(url);
const connection = new XConnection(displayName);
const damage = DamageRegion.open(connection, true);
if (damage === undefined) throw new Error('the X server has no XDamage');
const grabber = openGrabber(connection, rect.widthPx * rect.heightPx);
damage.clear();
connection.watch(readEvents);
readEvents();
console.log('ready');

function readEvents(): void {
  let damaged = false;
  for (let event = connection.nextEvent(); event; event = connection.nextEvent())
    damaged ||= (event.readInt32LE(0) & 0x7f) === damage?.eventType;
  if (!damaged) return;
  damage?.clear();
  grabber.grab(rect, rect, frame);
  send(message);
}

/** @returns what writes to it; what comes is read and dropped */
async function openLine(to: string): Promise<(bytes: Uint8Array) => void> {
  if (to.startsWith('tcp:')) {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(to).port), noDelay: true });
    socket.resume();
    return (bytes) => void socket.write(bytes);
  }
  const socket = new WebSocket(to, { perMessageDeflate: false });
  await new Promise((resolve) => socket.once('open', resolve));
  socket.on('message', () => {});
  return (bytes) => socket.send(bytes);
}
