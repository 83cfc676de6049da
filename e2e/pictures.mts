// Renders every page and state to .build/pictures, and holds each against axe: `node e2e/pictures.mts [only this part [only what is named so]]`.
// Any violation, any page error and any breach of the Content-Security-Policy fails it.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from './harness/browser.ts';
import { Resources, root } from './harness/resources.ts';
import { Server } from './harness/server.ts';
import { AxeRecorder } from './pictures/axe-results.ts';
import { buildPages } from './pictures/build.ts';
import { takePartsToCome, takeRecordings } from './pictures/console-parts.ts';
import { recentSessions, takeTabs } from './pictures/console-tabs.ts';
import { doorStates } from './pictures/door-states.ts';
import { servePages } from './pictures/serve.ts';
import { hostStates, viewerStates, viewerWordings } from './pictures/states.ts';

interface Look {
  readonly language: 'nb' | 'nn' | 'en';
  readonly width: number;
  readonly scheme: 'light' | 'dark' | 'forced';
}

/**
 * "guide", "portal", "statement", "door", "console" or "window", and what must be in a picture's name; everything when there is none.
 * `--look=nn.1280.dark` takes the looks alone whose name begins so. A whole run, or `--results`, renews what the accessibility statement says.
 */
const { positionals, values: wanted } = parseArgs({
  allowPositionals: true,
  options: { look: { type: 'string', default: '' }, results: { type: 'boolean', default: false } },
});
const [part, named = ''] = positionals;
if (wanted.results && wanted.look !== '') throw new Error('the results are of all looks');
const folder = join(root, '.build', 'pictures');
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const problems: string[] = [];
const recorder = new AxeRecorder();
let pictures = 0;

const connectLabels = {
  nb: ['Passord', 'Navnet ditt', 'Virksomhet', 'Koble til'],
  nn: ['Passord', 'Namnet ditt', 'Verksemd', 'Kople til'],
  en: ['Password', 'Your name', 'Organisation', 'Connect'],
} as const;
/** Which panels are opened in which states of a session. */
const panelsLookedAt: Readonly<Record<string, readonly string[]>> = {
  screens: ['screens', 'counters'],
  drawing: ['drawing'],
  'drawing-paused': ['drawing'],
  people: ['people'],
  recording: ['recording'],
  'user-recording-running': ['recording'],
  'others-record': ['people'],
  files: ['files'],
  chat: ['chat'],
  'chat-off': ['chat'],
  clipboard: ['clipboard'],
  'clipboard-off': ['clipboard'],
  system: ['system'],
  'system-none': ['system'],
  voice: ['voice'],
  'voice-offered': ['voice'],
  'voice-not-possible': ['voice'],
};
const startLabels = { nb: 'Start fjernhjelp', nn: 'Start fjernhjelp', en: 'Start remote help' };
const aloudLabels = { nb: 'Slik leser du det opp', nn: 'Slik les du det opp', en: 'How to read it out' };

/** Which part of the product a picture is of, as the accessibility statement counts them. */
function partOf(name: string): string {
  if (name.startsWith('session-')) return 'console';
  const first = /^[a-z]+/.exec(name)?.[0] ?? name;
  return ['console', 'door', 'guide', 'statement', 'window'].includes(first) ? first : 'portal';
}

/** Takes one picture and asks axe. */
async function take(page: Page, name: string, look: Look): Promise<void> {
  if (!name.includes(named)) return;
  const file = `${name}.${look.language}.${look.width}.${look.scheme}.png`;
  await page.evaluate(() => document.fonts.ready);
  // It rests on nothing.
  await page.mouse.move(0, 0);
  // A bar that stays at the bottom of the window would lie in the middle of a picture of the whole page.
  const hasBar = (await page.locator('.window').count()) > 0;
  await page.screenshot({ path: join(folder, file), fullPage: !hasBar || look.width < 300 });
  pictures += 1;
  const hasAxe = await page.evaluate(() => 'axe' in window);
  if (!hasAxe) await page.evaluate(axeSource);
  // What lies below the bar can be scrolled out from it: its size is not what is seen of it.
  const placeBar = (position: '' | 'static') =>
    page.locator('.window-foot').evaluateAll((bars: HTMLElement[], position) => {
      for (const bar of bars) bar.style.position = position;
    }, position);
  await placeBar('static');
  const found = (await page.evaluate(
    (isForced) =>
      // @ts-expect-error axe is put into the page as a whole script.
      window.axe.run(document, {
        // Left out by axe unless it is asked for: WCAG 2.2, 2.5.8.
        rules: { 'color-contrast': { enabled: !isForced }, 'target-size': { enabled: true } },
      }),
    // The system chooses those colours, and axe reads the ones that it replaced.
    look.scheme === 'forced',
  )) as AxeResults;
  await placeBar('');
  const { violations } = found;
  recorder.add(partOf(name), name, found);
  for (const { id, nodes } of violations)
    problems.push(
      `${file}: ${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
    );
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  if (isWide) problems.push(`${file}: wider than the window`);
}

/** How high a window of that width is: a zoomed one, a telephone or the client's own, a tablet held upright and lying, the smallest laptop. */
const heights: Readonly<Record<number, number>> = {
  210: 320,
  320: 640,
  420: 640,
  820: 1180,
  1180: 820,
  1280: 720,
};

async function openPage(browser: Browser, look: Look, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: heights[look.width] ?? 720 },
    hasTouch: look.width === 820 || look.width === 1180,
    locale: { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' }[look.language],
    colorScheme: look.scheme === 'dark' ? 'dark' : 'light',
    forcedColors: look.scheme === 'forced' ? 'active' : 'none',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error}`));
  page.on('console', (message) => {
    // The link of a program that is not installed here, and what a picture is of that cannot be fetched.
    if (message.type() === 'error' && !/fjernhjelp:|net::ERR_FAILED/.test(message.text()))
      problems.push(`${page.url()}: ${message.text()}`);
  });
  return page;
}

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36';

async function takePortal(browser: Browser, url: string, look: Look): Promise<void> {
  const page = await openPage(browser, look, { userAgent: WINDOWS });
  await page.goto(url);
  await page.locator('.portal-entry').waitFor();
  await take(page, 'portal', look);
  await page
    .getByRole('link', { name: 'Fjernhjelp' })
    .or(page.getByRole('link', { name: 'Remote help' }))
    .click();
  await page.locator('.door').nth(2).waitFor();
  await take(page, 'start', look);
  await page.getByRole('button', { name: startLabels[look.language] }).click();
  await take(page, 'start-opening', look);
  await page.evaluate(() => dispatchEvent(new Event('blur')));
  await page.locator('.door[data-front=true] > button').nth(1).waitFor();
  await take(page, 'start-opened', look);
  // Headless Chromium asks about the link where nobody sees it, and lets no mouse through meanwhile.
  const press = (selector: string) =>
    page
      .locator(`.door[data-front=true] ${selector}`)
      .last()
      .evaluate((element: HTMLElement) => element.click());
  await press('> button');
  await press('summary');
  // The file itself is of no interest.
  await page
    .locator('.door[data-front=true] a')
    .evaluate((link) => link.addEventListener('click', (event) => event.preventDefault()));
  await press('a');
  await take(page, 'start-package', look);
  await press('> button');
  await take(page, 'start-browser', look);
  await page.context().close();

  for (const [name, userAgent, lacks] of [
    ['start-handheld', PHONE, false],
    ['start-mac', MAC, false],
    ['start-old-browser', MAC, true],
  ] as const) {
    const other = await openPage(browser, look, { userAgent });
    if (lacks)
      await other.addInitScript(() => Reflect.deleteProperty(MediaDevices.prototype, 'getDisplayMedia'));
    await other.goto(`${url}/#/start`);
    await other.locator('h2').first().waitFor();
    await take(other, name, look);
    await other.context().close();
  }

  const nowhere = await openPage(browser, look);
  await nowhere.goto(`${url}/not-found.html`);
  await nowhere.locator('.lone').waitFor();
  await take(nowhere, 'not-found', look);
  await nowhere.context().close();
}

/** The guide on the screen and, once in each language, on paper. */
async function takeGuide(browser: Browser, url: string, look: Look): Promise<void> {
  const page = await openPage(browser, look);
  await page.goto(`${url}/guide`);
  await page.locator('.guide h1').waitFor();
  await page.locator('.guide-picture').evaluateAll(async (images: HTMLImageElement[]) => {
    for (const image of images) image.loading = 'eager';
    await Promise.all(images.map((image) => image.decode()));
  });
  await take(page, 'guide', look);
  if (look.scheme === 'light' && look.width > 1000)
    await page.pdf({
      path: join(folder, `guide.${look.language}.pdf`),
      preferCSSPageSize: true,
      format: 'A4',
    });
  await page.context().close();
}

async function takeStatement(browser: Browser, url: string, look: Look): Promise<void> {
  const page = await openPage(browser, look);
  await page.goto(`${url}/tilgjengelighet`);
  await page.locator('.statement h1').waitFor();
  await take(page, 'statement', look);
  await page.context().close();
}

/** An operator's own pages: the real server with its settings. */
async function takeOperator(browser: Browser, webFolder: string, looks: readonly Look[]): Promise<void> {
  const server = await Server.start(resources, {
    FJERNHJELP_WEB_FOLDER: webFolder,
    FJERNHJELP_OPERATOR_NAME: 'Vestbygd kommune',
    FJERNHJELP_OPERATOR_COLOR: '#7a1f5c',
    FJERNHJELP_OPERATOR_LOGO_FILE: join(import.meta.dirname, 'pictures', 'operator-logo.svg'),
    FJERNHJELP_OPERATOR_SITE: 'https://www.vestbygd.example',
    FJERNHJELP_OPERATOR_CONTACT: 'it-hjelp@vestbygd.example',
    FJERNHJELP_OPERATOR_LINKS: 'Personvern=https://www.vestbygd.example/personvern',
  });
  for (const look of looks) {
    const page = await openPage(browser, look);
    for (const [name, path] of [
      ['operator-portal', '/'],
      ['operator-start', '/#/start'],
    ] as const) {
      await page.goto(server.url + path);
      await page.locator('h1').waitFor();
      await take(page, name, look);
    }
    await page.context().close();
  }
}

async function takeConsole(browser: Browser, url: string, look: Look, wordings: boolean): Promise<void> {
  const page = await openPage(browser, look);
  const [password, name, organisation, connect] = connectLabels[look.language];
  await page.goto(`${url}/hjelper`);
  await page.locator('.connect').waitFor();
  await take(page, 'console', look);
  const button = page.getByRole('button', { name: connect });
  const id = page.getByLabel('ID', { exact: true });
  await id.fill('123456783');
  await page.getByLabel(password).fill('lamm');
  await button.click();
  await take(page, 'console-problems', look);
  await id.fill('123-456-782');
  await page.getByLabel(password).fill('lamo vikesado-rija');
  await page.getByLabel(name).fill('Kari Hansen');
  await page.getByLabel(organisation).fill('Leverandør AS');
  await take(page, 'console-filled', look);

  const all = { ...viewerStates, ...(wordings && viewerWordings) };
  await button.click();
  for (const [state, status] of Object.entries(all)) {
    await page.locator('.session').waitFor();
    const begun = async () => {
      await page.evaluate((detail) => dispatchEvent(new CustomEvent('viewer-status', { detail })), status);
    };
    await begun();
    if (status.phase !== 'connecting') await page.waitForFunction((title) => document.title !== title, '');
    if (status.receipt !== undefined) await page.locator('.receipt summary').click();
    await take(page, `session-${state}`, look);
    if (state === 'ended-recorded') await takeCodeQuestion(page, '.overlay-card > button', 'session', look);
    if (state === 'connected') {
      await page.locator('.toolbar-actions > button').first().click();
      await page.locator('.ask-reason').waitFor();
      await take(page, 'session-ask-reason', look);
      await page.keyboard.press('Escape');
    }
    if (state === 'typing') {
      const menu = page.locator('[data-opens="panel-typing"]');
      await menu.click();
      await page
        .locator('.keys-menu')
        .evaluate((opened) => Promise.all(opened.getAnimations().map(({ finished }) => finished)));
      await take(page, 'session-keys', look);
      await page.locator('.keys-menu > ul').first().locator('> li > button').last().click();
      await page.locator('#panel-typing textarea').fill('Blåbærsyltetøy på Ærøskøbing '.repeat(180));
      await begun();
      await take(page, 'session-typing', look);
      await page.locator('#panel-typing button').first().click();
    }
    const panels = panelsLookedAt[state] ?? [];
    for (const panel of panels) {
      const button = page.locator(`.toolbar [aria-controls="panel-${panel}"]`);
      await button.click();
      if (panel === 'counters') await page.locator('.panel dl').first().waitFor();
      await take(page, `session-${state}-${panel}`, look);
      await button.click();
    }
  }
  await page.context().close();

  const several = await openPage(browser, look);
  await several.goto(`${url}/hjelper`);
  await several.evaluate(
    (sessions) => localStorage.setItem('fjernhjelp.recent-sessions', JSON.stringify(sessions)),
    recentSessions,
  );
  await several.reload();
  await several.locator('.recent li').first().waitFor();
  await take(several, 'console-recent', look);
  const connectTo = async (on: Page, otherId: string) => {
    await on.getByLabel('ID', { exact: true }).fill(otherId);
    await on.getByLabel(password).fill('lamo vikesado-rija');
    await on.getByLabel(name).fill('Kari Hansen');
    await on.getByRole('button', { name: connect }).click();
  };
  await takeTabs(
    several,
    (otherId) => connectTo(several, otherId),
    (picture) => take(several, picture, look),
  );
  await several.goto(`${url}/offline.html`);
  await several.locator('.lone h1').waitFor();
  await take(several, 'console-offline', look);
  await several.context().close();

  const player = await openPage(browser, look);
  await takeRecordings(player, url, (picture) => take(player, picture, look));
  await player.context().close();

  const parts = await openPage(browser, look);
  await takePartsToCome(
    parts,
    url,
    () => connectTo(parts, '123456782'),
    (picture) => take(parts, picture, look),
  );
  await parts.context().close();

  const poor = await openPage(browser, look);
  await poor.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  await poor.goto(`${url}/hjelper`);
  await poor.locator('.missing-feature').waitFor();
  await take(poor, 'console-missing-webassembly', look);
  await poor.context().close();
}

/** What is asked before the code of a recording is lost. @param way what would lose it */
async function takeCodeQuestion(page: Page, way: string, of: string, look: Look): Promise<void> {
  await page.locator(way).first().click();
  await page.locator('.code-question').waitFor();
  await take(page, `${of}-code-question`, look);
  await page.keyboard.press('Escape');
}

/** In the page. */
function showWhole(element: Element): void {
  element.scrollIntoView({ block: 'center' });
}

async function takeWindow(browser: Browser, url: string, look: Look): Promise<void> {
  const page = await openPage(browser, look);
  let show = (_text: string) => {};
  let close = () => {};
  await page.routeWebSocket('**/status', (socket) => {
    show = (text) => socket.send(text);
    close = () => void socket.close();
    socket.onMessage((text) => {
      if (text === 'secret') show(JSON.stringify(hostStates['connecting']));
    });
  });
  await page.routeWebSocket('**/voice', () => {});
  await page.goto(`${url}/window.html?lang=${look.language}#secret`);
  for (const [state, status] of Object.entries(hostStates)) {
    await page.locator('h1').waitFor();
    show(JSON.stringify(status));
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    if (status.receipt !== undefined) await page.locator('.receipt summary').click();
    if (state.startsWith('user-recording')) await page.locator('.user-recording').evaluate(showWhole);
    if (state === 'files-copied') await page.locator('.files-offer').first().evaluate(showWhole);
    if (state === 'user-recording-idle') await page.locator('.user-recording [aria-expanded]').click();
    await take(page, `window-${state}`, look);
    if (state === 'user-recording-done')
      await takeCodeQuestion(page, '.window-main > button', 'window', look);
    if (state !== 'waiting') continue;
    await page.getByText(aloudLabels[look.language]).click();
    await page.waitForFunction(() => scrollY > 0);
    await take(page, 'window-read-aloud', look);
  }
  if (page.url().includes('#')) problems.push('window: the secret is still in the address');
  close();
  await page.waitForFunction(() => document.querySelector('button') === null);
  await take(page, 'window-closed', look);
  await page.context().close();
}

/** The page before anything is begun, in a browser that can, that lacks something and that cannot; and its session. */
async function takeDoor(browser: Browser, url: string, look: Look): Promise<void> {
  const poor = await openPage(browser, look);
  await poor.addInitScript(() => {
    for (const name of ['documentPictureInPicture', 'MediaStreamTrackProcessor', 'showDirectoryPicker'])
      Reflect.deleteProperty(globalThis, name);
    Object.defineProperty(Document.prototype, 'pictureInPictureEnabled', { value: false });
  });
  await poor.goto(`${url}/del`);
  await poor.locator('h1').waitFor();
  await take(poor, 'door-lacks', look);
  await poor.addInitScript(() => Reflect.deleteProperty(MediaDevices.prototype, 'getDisplayMedia'));
  await poor.reload();
  await poor.locator('h1').waitFor();
  await take(poor, 'door-cannot', look);
  await poor.context().close();

  const page = await openPage(browser, look);
  await page.goto(`${url}/del`);
  await page.locator('h1').waitFor();
  await take(page, 'door', look);
  await page.locator('.door-start').click();
  await page.locator('.window').waitFor();
  for (const [state, status] of Object.entries(doorStates)) {
    await page.evaluate((detail) => dispatchEvent(new CustomEvent('door-status', { detail })), status);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    const limits = page.locator('.ds-details summary').filter({ visible: true });
    if (state === 'sharing') await limits.last().click();
    if (state.startsWith('recording')) await page.locator('.user-recording').evaluate(showWhole);
    if (state === 'recording-idle') await page.locator('.user-recording [aria-expanded]').click();
    await take(page, `door-${state}`, look);
  }
  await page.context().close();
}

const resources = new Resources();
try {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const pages = await buildPages();
  const served = await servePages(pages);
  resources.add(() => served.close());
  const { browser } = await openBrowser(resources);
  const inSchemes = (schemes: readonly Look['scheme'][], width: number, language: Look['language']) =>
    schemes
      .map((scheme) => ({ language, width, scheme }))
      .filter((look) => `${look.language}.${look.width}.${look.scheme}`.startsWith(wanted.look));
  const looks = (...widths: number[]): Look[] =>
    (['nb', 'nn', 'en'] as const).flatMap((language) =>
      widths.flatMap((width) => inSchemes(['light', 'dark'], width, language)),
    );
  const forced = (width: number): Look[] => inSchemes(['forced'], width, 'nb');
  // A window of 420×640 at 200 %.
  const zoomed = inSchemes(['light'], 210, 'nb');
  // In the language whose words are longest.
  const tablets = [...inSchemes(['light'], 820, 'nn'), ...inSchemes(['dark'], 1180, 'nn')];
  const onPages = [...looks(320, 1280), ...forced(1280)];
  if (part === undefined || part === 'guide')
    for (const look of onPages) await takeGuide(browser, served.url, look);
  if (part === undefined || part === 'statement')
    for (const look of onPages) await takeStatement(browser, served.url, look);
  if (part === undefined || part === 'portal') {
    for (const look of onPages) await takePortal(browser, served.url, look);
    await takeOperator(browser, pages, looks(320, 1280));
  }
  if (part === undefined || part === 'door')
    for (const look of onPages) await takeDoor(browser, served.url, look);
  if (part === undefined || part === 'console')
    for (const look of [...looks(420, 1280), ...forced(1280), ...tablets])
      await takeConsole(browser, served.url, look, look.width === 1280 && look.scheme === 'light');
  if (part === undefined || part === 'window')
    for (const look of [...looks(320, 420), ...forced(420), ...zoomed])
      await takeWindow(browser, served.url, look);
} finally {
  await resources.close();
}

await writeFile(join(folder, 'problems.txt'), problems.map((problem) => `${problem}\n`).join(''));
if ((part === undefined && wanted.look === '') || wanted.results)
  recorder.write(new Date().toISOString().slice(0, 10));
console.log(`${pictures} pictures in ${folder}, ${problems.length} problems`);
for (const problem of problems.slice(0, 40)) console.log(problem.slice(0, 600));
process.exit(problems.length === 0 ? 0 : 1);
