import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Held, openHeldWitness } from './harness/held.ts';
import { Line } from './harness/line.ts';
import { Resources, until } from './harness/resources.ts';
import { clearStage, openSession, type Session, type Stage, setStage } from './harness/session.ts';

const nothing: Held = { keys: [], buttons: [] };
/** Shift, A and B where X has them; left and right button. */
const hands: Held = { keys: [38, 50, 56], buttons: [1, 3] };

const resources = new Resources();
let stage: Stage;
let held: () => Held;

beforeAll(async () => {
  stage = await setStage(resources);
  held = openHeldWitness(resources, stage.display);
});
afterEach(() => clearStage(stage));
afterAll(() => resources.close());

/** The helper's hands on three keys and two buttons, as an X client sees it. */
async function holdMuch({ helper }: Session): Promise<void> {
  const { page } = helper;
  await helper.moveTo(1000, 600);
  await page.mouse.down();
  await page.mouse.down({ button: 'right' });
  for (const key of ['Shift', 'A', 'B']) await page.keyboard.down(key);
  await until(
    'all of it is down',
    () => JSON.stringify(held()) === JSON.stringify(hands),
    undefined,
    () => JSON.stringify(held()),
  );
}

async function nothingIsHeld(): Promise<void> {
  await until(
    'nothing is down any more',
    () => JSON.stringify(held()) === JSON.stringify(nothing),
    undefined,
    () => JSON.stringify(held()),
  );
}

describe('IN9 nothing stays pressed', () => {
  const causes: readonly {
    readonly name: string;
    readonly happens: (session: Session, line: Line) => unknown;
  }[] = [
    {
      name: 'the keyboard goes to another part of the page',
      happens: ({ helper }) =>
        helper.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()),
    },
    {
      name: "the helper's window loses the focus",
      happens: ({ helper }) => helper.page.evaluate(() => dispatchEvent(new Event('blur'))),
    },
    { name: 'the user pauses', happens: ({ client }) => client.command({ type: 'pause' }) },
    {
      name: 'the user takes control back',
      happens: ({ client }) => client.command({ type: 'revoke-grant', person: 1, grant: 'control' }),
    },
    { name: 'the line breaks', happens: (_session, line) => line.cut() },
    {
      name: "the helper's page is gone without a word",
      happens: ({ helper }) =>
        helper.page
          .context()
          .setOffline(true)
          .then(() => helper.page.context().close()),
    },
    { name: 'the helper ends the session', happens: ({ helper }) => helper.page.goto('about:blank') },
    { name: 'the user ends the session', happens: ({ client }) => client.command({ type: 'end' }) },
    { name: 'the client is told to stop', happens: ({ client }) => client.process.signal('SIGTERM') },
  ];

  test.each(causes)('when $name', async ({ happens }) => {
    const line = await Line.open(resources, stage.server.port);
    const session = await openSession(stage, { control: true, clientUrl: line.url });
    await session.helper.clickAt(1000, 600);
    await holdMuch(session);
    await happens(session, line);
    await nothingIsHeld();
    line.restore();
    await session.client.process.kill();
    expect(held()).toEqual(nothing);
  });
});
