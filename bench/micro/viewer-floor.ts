// What a viewer of our design costs its browser at the least, beside noVNC and the product: `node bench/micro/viewer-floor.ts
// [--viewers x11vnc,fjernhjelp,worker+canvas] [--rounds 6] [--modes '12 keys a second']`. As root. The floors (viewer-floor/floors.ts) are pages with
// a picture and a keyboard and nothing of a session; a small server answers their keys with our updates of the same letters as the others
// show. docs/decisions/0021 quotes it.
import { parseArgs } from 'node:util';
import { PICTURE_CANVAS } from '../../e2e/harness/pixels-of.ts';
import { Resources, until } from '../../e2e/harness/resources.ts';
import { deleteLeftLines } from '../line.ts';
import { systems } from '../systems/index.ts';
import { buildFloorScripts, openFloorHost } from './viewer-floor/floor-host.ts';
import { type Floor, floors } from './viewer-floor/floors.ts';
import { compareViewers, openViewer, type TurnSystem, type TurnViewer, turnScreen } from './viewer-turns.ts';

const { values: options } = parseArgs({
  options: {
    viewers: { type: 'string', default: ['x11vnc', 'fjernhjelp', ...Object.keys(floors)].join() },
    rounds: { type: 'string', default: '6' },
    modes: { type: 'string' },
  },
});
const scripts = await buildFloorScripts();

function floorSystem(id: string, floor: Floor): TurnSystem {
  return {
    id,
    async open({ resources, browser, viewport, viewerHost }) {
      const host = await openFloorHost(resources, scripts, turnScreen);
      const page = await (await browser.newContext({ viewport })).newPage();
      page.on('pageerror', (error) => console.error(id, error));
      await page.goto(`http://${viewerHost}:${host.port}/#${encodeURIComponent(JSON.stringify(floor))}`);
      await until('the floor is ready', () =>
        page.evaluate(() => document.body.dataset['state'] === 'ready'),
      );
      return {
        page,
        pictureSelector: PICTURE_CANVAS,
        pids: { host: [], relay: [] },
        pressKey: (key) => page.keyboard.press(key),
        write: host.write,
      };
    },
  };
}

function systemOf(id: string): TurnSystem {
  const floor = floors[id];
  const found = floor === undefined ? systems.find((system) => system.id === id) : floorSystem(id, floor);
  if (found === undefined) throw new Error(`there is no “${id}”`);
  return found;
}

await deleteLeftLines();
await using resources = new Resources();
const viewers: TurnViewer[] = [];
for (const id of options.viewers.split(',')) viewers.push(await openViewer(resources, systemOf(id)));
await compareViewers(viewers, Number(options.rounds), options.modes?.split(','));
await resources.close();
process.exit(0);
