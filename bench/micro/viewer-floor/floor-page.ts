// A viewer with nothing in it but a picture and a keyboard: ../viewer-floor.ts.
import {
  type Bytes,
  encodeInput,
  encodePictureAnswer,
  type SessionId,
  streams,
  systemClock,
} from '@fjernhjelp/protocol';
import type { Transport } from '@fjernhjelp/session';
import { createDisplay } from '../../../packages/viewer/src/display/display.ts';
import { createShownPicture } from '../../../packages/viewer/src/display/shown-picture.ts';
import { createSurface } from '../../../packages/viewer/src/display/surface.ts';
import { connectInWorker } from '../../../packages/viewer/src/line/connect-in-worker.ts';
import { createPaintedAnswers } from '../../../packages/viewer/src/state/painted-answers.ts';
import { createPageEnd } from '../../../packages/viewer/src/worker-port/page-end.ts';
import { type FloorLine, openFloorChannel, openTransport, plainLine, sealLine } from './floor-channel.ts';
import { openFloorPicture } from './floor-picture.ts';
import type { FromFloorWorker, ToFloorWorker } from './floor-worker-messages.ts';
import type { Arrangement, Floor, Keyboard } from './floors.ts';

const floor = JSON.parse(decodeURIComponent(location.hash.slice(1))) as Floor;
const url = `ws://${location.host}/${floor.isSealed ? 'sealed' : 'bare'}`;
const worker = (name: string) => new Worker(`/${name}.ts`, { type: 'module', name });
const shown = createShownPicture(document);
shown.resize({ widthPx: 1920, heightPx: 1080 });
shown.setCrisp(true);
Object.assign(shown.element.style, { width: '1920px', height: '1080px', visibility: 'visible' });

type SendInput = (message: Bytes) => void;

/** The product's two workers. @param lineWorker has the socket @param lineOf what the page makes of that worker's line */
async function openWorkers(
  lineWorker: string,
  lineOf: (transport: Transport) => FloorLine,
): Promise<SendInput> {
  const display = createDisplay(
    {
      painted({ sequence, heldMs }) {
        if (sequence !== undefined) answers.painted(sequence, heldMs, true);
      },
      resized() {},
      screens() {},
      statistics() {},
      failed(reason) {
        throw new Error(reason);
      },
    },
    systemClock,
  );
  display.attach(0, shown);
  const answers = createPaintedAnswers(systemClock, (sequence, heldMs) =>
    channel.send(streams.picture, encodePictureAnswer({ type: 'painted', sequence, heldMs })),
  );
  const transport = await connectInWorker(
    { serverUrl: url, id: '' as SessionId },
    new AbortController().signal,
    worker(lineWorker),
  );
  const channel = openFloorChannel(lineOf(transport), (_stream, message) => display.show(message));
  return (message) => {
    channel.send(streams.input, message);
    answers.goAlong();
  };
}

const seal = (transport: Transport) => sealLine(transport, 'viewer', floor.isSealed);
const arrange: Record<Arrangement, () => Promise<SendInput>> = {
  workers: () => openWorkers('floor-line-worker', seal),
  sealing: () => openWorkers('floor-sealing-worker', plainLine),
  async worker() {
    const page = createPageEnd<ToFloorWorker, FromFloorWorker>(
      worker('floor-worker'),
      (message, pixels, isGiven) => {
        if (message.type === 'size') return shown.resize(message);
        shown.put(message.rects, pixels);
        if (isGiven) page.post({ type: 'back' }, new Uint8Array(pixels.buffer));
      },
      () => {
        throw new Error('the worker failed');
      },
    );
    page.post({ type: 'begin', url, isSealed: floor.isSealed });
    return (message) => void page.post({ type: 'input' }, message);
  },
  async page() {
    const picture = openFloorPicture(seal(await openTransport(url)), {
      resize: shown.resize,
      put(rects, pixels) {
        shown.put(rects, pixels);
        return true;
      },
    });
    return picture.sendInput;
  },
};

/** @returns what has the keyboard */
const show: Record<Keyboard, () => HTMLElement> = {
  field() {
    const { picture, field } = createSurface(document.body, 'floor', '');
    field.readOnly = false;
    Object.assign(picture.style, { width: '1920px', height: '1080px' });
    picture.append(shown.element);
    field.focus();
    return field;
  },
  canvas() {
    const { EditContext } = window as unknown as { EditContext: new () => EventTarget };
    const canvas = document.createElement('canvas');
    canvas.tabIndex = 0;
    Object.assign(canvas, { editContext: new EditContext(), width: 1, height: 1 });
    Object.assign(canvas.style, { position: 'absolute', outline: 'none', opacity: '0' });
    document.body.append(shown.element, canvas);
    canvas.focus();
    getSelection()?.removeAllRanges();
    return canvas;
  },
};

const sendInput = await arrange[floor.arrangement]();
const element = show[floor.keyboard]();
for (const name of ['keydown', 'keyup'] as const)
  element.addEventListener(name, (event) => {
    event.preventDefault();
    sendInput(encodeInput({ type: 'key', down: name === 'keydown', code: event.code, key: event.key }));
  });
document.body.dataset['state'] = 'ready';
