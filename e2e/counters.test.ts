import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Line } from './harness/line.ts';
import { Resources, until } from './harness/resources.ts';
import { openSession, setStage } from './harness/session.ts';

/** The ways to send pixels, as the panel calls them; what surrounds these is counted apart. */
const KINDS = [
  'Nøyaktige bildepunkter',
  'Tekst og få farger',
  'Skarpe bilder',
  'Foto og video',
  'Flyttet på skjermen',
];

interface Figures {
  readonly [name: string]: number | undefined;
}

/** @returns the first number that stands beside each name in the panel; 0 where words stand there */
const readFigures = (page: Page): Promise<Figures> =>
  page.locator('.counters-list > div').evaluateAll((all) =>
    Object.fromEntries(
      all.map((each) => {
        const [name, value] = ['dt', 'dd'].map((tag) => each.querySelector(tag)?.textContent ?? '');
        return [name, Number(/[\d,]+/.exec(value ?? '')?.[0].replace(',', '.') ?? 0)];
      }),
    ),
  );

test('UP20 the panel of figures tells what is painted on the user’s screen, that nothing is, and that the line was lost', async () => {
  await using resources = new Resources();
  const stage = await setStage(resources);
  // So thin that some of what is painted is under way whenever the host counts.
  const line = await Line.open(resources, stage.server.port, { megabitsPerSecond: 1 });
  const { helper } = await openSession(stage, { clientUrl: line.url });
  await helper.page.getByRole('button', { name: /^Tall for bilde og linje/ }).click();

  let last: Figures = {};
  const tells = (what: string, fits: (figures: readonly (number | undefined)[]) => boolean, losses: number) =>
    until(
      `the panel tells that ${what}, and of ${losses} losses`,
      async () => {
        last = await readFigures(helper.page);
        const { Forsinkelse, Oppdateringer, Underveis } = last;
        const inKinds = KINDS.reduce((sum, kind) => sum + (last[kind] ?? 0), 0);
        return fits([Forsinkelse, Oppdateringer, Underveis, inKinds]) && last['Brudd på linjen'] === losses;
      },
      undefined,
      () => JSON.stringify(last),
    );
  const tellsOfRest = (losses: number) =>
    tells('nothing is painted', (figures) => figures.every((figure) => figure === 0), losses);

  await tellsOfRest(0);
  const writing = await stage.display.xterm('Logg', {
    command: ['sh', '-c', 'while :; do head -c 600 /dev/urandom | base64 -w 80; sleep 0.05; done'],
  });
  await tells('something is painted', (figures) => figures.every((figure = 0) => figure > 0), 0);
  await writing.kill();
  await tellsOfRest(0);
  line.cut();
  line.restore();
  await tellsOfRest(1);
  expect(helper.errors).toEqual([]);
});
