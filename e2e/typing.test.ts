import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './harness/browser.ts';
import { Display } from './harness/display.ts';
import { Resources, until } from './harness/resources.ts';
import { openSession, type Session, type Stage, setStage } from './harness/session.ts';
import { norwegianKeys } from './norwegian-keys.ts';

const resources = new Resources();
let stage: Stage;
let folder: string;
let written = 0;

beforeAll(async () => {
  stage = await setStage(resources);
  folder = await resources.temporaryFolder('typed');
});
afterAll(() => resources.close());

/** A program in the user's xterm that writes what is typed into a file, and the file. */
async function writer(): Promise<{ file: string; title: string; typed(): Promise<string> }> {
  const file = join(folder, `typed-${written++}`);
  const title = `skriver ${written}`;
  await stage.display.xterm(title, { command: ['sh', '-c', `stty -echoctl; cat > ${file}`] });
  await stage.display.focus(title);
  return { file, title, typed: () => readFile(file, 'utf8').catch(() => '') };
}

describe("typed by the helper, in the user's own program", () => {
  const text = 'Blåbærsyltetøy på Ærøskøbing: "@£$€{[]}\\|~^´`" και Ελλάδα';

  test('Norwegian, signs and Greek arrive letter for letter', async () => {
    const { client, helper } = await openSession(stage, { control: true });
    const { typed } = await writer();
    await helper.clickAt(300, 200);
    await helper.page.keyboard.type(text);
    await helper.page.keyboard.press('Enter');
    await until('the line is written', async () => (await typed()).includes('\n'));
    expect(await typed()).toBe(`${text}\n`);
    client.command({ type: 'end' });
  });

  describe('on a real Norwegian keyboard', () => {
    let session: Session;
    let helperDisplay: Display;
    let typed: () => Promise<string>;

    beforeAll(async () => {
      helperDisplay = await Display.start(resources, { widthPx: 1400, heightPx: 900, layout: 'no' });
      const running = await openBrowser(resources, {
        display: helperDisplay,
        args: ['--window-size=1380,860'],
      });
      session = await openSession({ ...stage, running }, { control: true });
      ({ typed } = await writer());
      await session.helper.clickAt(300, 200);
    });

    test.each(norwegianKeys)('$name', async ({ press, writes }) => {
      const before = await typed();
      for (const keys of press) await helperDisplay.run('xdotool', ['key', keys]);
      await helperDisplay.run('xdotool', ['key', 'Return']);
      await until(
        'the line is written',
        async () => (await typed()).length > before.length && (await typed()).endsWith('\n'),
      );
      expect((await typed()).slice(before.length)).toBe(`${writes}\n`);
    });
  });
});
