/**
 * `npm run guide`: takes every picture of the guide from a real session in each language: the real server, the user's program on a
 * virtual desktop, the helper's console in Chromium. `npm run guide nn` takes those of one language.
 * Writes WebP to apps/web/src/guide/pictures, and with them which of the product's texts can be read in them: when one of these
 * changes, the guide's test asks for new pictures.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { HelperConsole } from './harness/console.ts';
import { SCREEN_PICTURE } from './harness/pixels-of.ts';
import { Resources, root, until } from './harness/resources.ts';
import { startFromPortal } from './harness/self-service.ts';
import { exactPicture, setStage } from './harness/session.ts';

interface Texts {
  readonly [place: string]: string | Texts;
}

/** What the user has open, as people write in that language. */
const letters = {
  nb: {
    fileName: 'Brev.txt',
    text: 'Hei!\n\nJeg får ikke lagret søknaden i fagsystemet.\nSkjemaet sier at feltet «Ærend» mangler.\n',
  },
  nn: {
    fileName: 'Brev.txt',
    text: 'Hei!\n\nEg får ikkje lagra søknaden i fagsystemet.\nSkjemaet seier at feltet «Ærend» manglar.\n',
  },
  en: {
    fileName: 'Letter.txt',
    text: 'Hello!\n\nI cannot save the application in our system.\nThe form says that a field is missing: “Ærend”.\n',
  },
};

const withoutScrollbars = new WeakSet<Page>();
const web = join(root, 'apps/web/src');
const asked = process.argv.slice(2);
for (const language of asked.length > 0 ? asked : ['nb', 'nn', 'en']) await takeGuide(language);

async function takeGuide(language: string): Promise<void> {
  const texts = JSON.parse(readFileSync(join(web, 'texts', `${language}.json`), 'utf8')) as Texts;
  const folder = join(web, 'guide/pictures', language);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const seen = new Set<string>();

  /** A text of the product by its place: "window.allow". */
  function text(place: string): string {
    const found = place
      .split('.')
      .reduce<string | Texts | undefined>(
        (tree, name) => (typeof tree === 'object' ? tree[name] : undefined),
        texts,
      );
    if (typeof found !== 'string') throw new Error(`no text ${place} in ${language}`);
    return found;
  }

  async function take(step: string, page: Page): Promise<void> {
    await page.evaluate(() => document.fonts.ready);
    // The pointer rests on nothing, and no field has the caret.
    await page.mouse.move(0, 0);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await hideScrollbars(page);
    const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    const webp = execFileSync('convert', ['png:-', '-strip', '-quality', '82', 'webp:-'], { input: png });
    writeFileSync(join(folder, `${step}.webp`), webp);
    for (const line of (await page.locator('body').innerText()).split('\n'))
      if (line.trim()) seen.add(line.trim());
    console.log(`  ${language}/${step}.webp ${Math.round(webp.length / 1000)} kB`);
  }

  await using resources = new Resources();
  const stage = await setStage(resources, { widthPx: 1280, heightPx: 900 });
  const { display, server } = stage;
  const { fileName, text: written } = letters[language as keyof typeof letters];
  const desk = await resources.temporaryFolder('letter');
  const letter = join(desk, fileName);
  writeFileSync(letter, written);
  // Where this runs as root, the editor would warn of that in the guide.
  mkdirSync(join(desk, 'gtk-3.0'));
  writeFileSync(
    join(desk, 'gtk-3.0/gtk.css'),
    'label { font-size: 0; background-color: transparent; } menubar label { font-size: 10pt; }\n',
  );
  display.start('mousepad', [letter], { XDG_CONFIG_HOME: desk });
  await display.window(fileName);

  const window = await startFromPortal(resources, display, server.url, {
    language,
    entry: text('portal.entryTitle'),
    start: text('start.button'),
    onPage: take,
  });
  const user = window.page;
  // Nobody needs the page any more, and the user's own work is what the helper is to see.
  await display.run('xdotool', ['windowminimize', await display.window(`^${text('start.button')}`)]);
  await display.run('xdotool', ['windowmove', await display.window(fileName), '520', '160']);
  const button = (page: Page, place: string) => page.getByRole('button', { name: text(place), exact: true });
  const credentials = await window.readAloud();
  await take('read', user);

  const helper = await HelperConsole.open(stage.running.browser, server.url, { locale: language });
  const { page } = helper;
  await page.getByLabel(text('console.id'), { exact: true }).fill(credentials.id);
  await page.getByLabel(text('console.password')).fill(credentials.password);
  await page.getByLabel(text('console.helperName')).fill('Kari Hansen');
  await page.getByLabel(text('console.organisation')).fill('Leverandør AS');
  await take('connect', page);
  await button(page, 'console.connect').click();
  await page.getByText(text('session.waitingTitle')).first().waitFor();
  await button(user, 'window.allow').waitFor();
  await take('waiting', page);
  await take('allow', user);
  await button(user, 'window.allow').click();
  await page.locator(`.session-screen ${SCREEN_PICTURE}`).waitFor({ state: 'visible' });
  await exactPicture(stage, helper);
  await take('see', page);
  await button(page, 'session.askControl').click();
  await page.keyboard.press('Enter');
  await button(user, 'grants.control.allow').waitFor();
  await take('control', user);
  await button(user, 'grants.control.allow').click();
  await page.getByText(text('session.stateControl')).first().waitFor();
  await button(user, 'grants.control.revoke').waitFor();
  await take('sharing', user);
  await exactPicture(stage, helper);
  await take('steer', page);
  await page.locator('.toolbar [aria-controls="panel-chat"]').click();
  const field = page.locator('#panel-chat textarea');
  await field.fill(text('helperphrases.1'));
  await field.press('Enter');
  await until('the sentence is in the chat', async () =>
    (await page.locator('#panel-chat').innerText()).includes(text('helperphrases.1')),
  );
  await exactPicture(stage, helper);
  await take('write', page);
  await button(user, 'window.end').click();
  await user.getByText(text('window.endedTitle')).first().waitFor();
  await take('ended', user);
  await button(page, 'session.again').waitFor();
  await take('end', page);

  const values = valuesOf(texts);
  const words = [...seen].filter((line) => values.has(line)).sort();
  writeFileSync(join(folder, 'words.json'), `${JSON.stringify(words, null, 2)}\n`);
}

/** Chromium's on Linux look like nothing that a user has. */
async function hideScrollbars(page: Page): Promise<void> {
  if (withoutScrollbars.has(page)) return;
  withoutScrollbars.add(page);
  // For as long as this session of the developer tools is open: as long as the page.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setScrollbarsHidden', { hidden: true });
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}

function valuesOf(tree: Texts): Set<string> {
  return new Set(
    Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : [...valuesOf(value)])),
  );
}
