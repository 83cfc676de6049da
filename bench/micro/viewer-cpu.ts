// What the viewers cost their browsers, by thread: `node bench/micro/viewer-cpu.ts [--systems fjernhjelp,x11vnc] [--rounds 6]
// [--modes '12 keys a second,still']`. As root. docs/decisions/0021 quotes it.
import { parseArgs } from 'node:util';
import { Resources } from '../../e2e/harness/resources.ts';
import { deleteLeftLines } from '../line.ts';
import { systems } from '../systems/index.ts';
import { compareViewers, openViewer, type TurnViewer } from './viewer-turns.ts';

const { values: options } = parseArgs({
  options: {
    systems: { type: 'string', default: 'fjernhjelp,x11vnc' },
    rounds: { type: 'string', default: '6' },
    modes: { type: 'string' },
  },
});

await deleteLeftLines();
await using resources = new Resources();
const viewers: TurnViewer[] = [];
for (const id of options.systems.split(',')) {
  const tested = systems.find((system) => system.id === id);
  if (tested === undefined) throw new Error(`there is no “${id}”`);
  const lacks = await tested.missing?.();
  if (lacks !== undefined) throw new Error(lacks);
  viewers.push(await openViewer(resources, tested));
}
await compareViewers(viewers, Number(options.rounds), options.modes?.split(','));
