/**
 * How long somebody who has never done this takes from the portal to a helper who sees the screen: `node bench/micro/first-help.ts`.
 * The ways are walked for real, in bokmål, and their words, presses and the machines' own time are counted; the time of the person is estimated
 * from published speeds (`first-help/pace.ts`). The helper's browser is at the form, with its name filled in. No person was timed.
 */
import type { Locator, Page } from 'playwright-core';
import { openBrowser } from '../../e2e/harness/browser.ts';
import { HelperConsole } from '../../e2e/harness/console.ts';
import { BrowserDoor, CHOOSES_SCREEN } from '../../e2e/harness/door.ts';
import { Resources } from '../../e2e/harness/resources.ts';
import { startFromPortal } from '../../e2e/harness/self-service.ts';
import { type Stage, setStage } from '../../e2e/harness/session.ts';
import { paces, type Step, secondsOf, type Words } from './first-help/pace.ts';
import { wordsUntil } from './first-help/words.ts';

/** "Open Fjernhjelp? The site wants to open this application. Open", and Chromium's choice of a screen, as they stand there in bokmål. */
const OPENING_WORDS = { all: 15, needed: 15 };
const CHOICE_WORDS = { all: 25, needed: 10 };
const NONE = { all: 0, needed: 0 };
/** Digits and letters. */
const CODE_CHARS = 9 + 16;

const plus = (a: Words, b: Words): Words => ({ all: a.all + b.all, needed: a.needed + b.needed });

class Way {
  readonly steps: Step[] = [];
  #began = performance.now();

  /** A person's time, which is estimated, ends here. */
  begin(): void {
    this.#began = performance.now();
  }

  /** Something has been done: what the machines took for it until now is counted with it. */
  done(what: string, counts: Partial<Step>): void {
    const now = performance.now();
    this.steps.push({ what, words: NONE, presses: 0, dictated: 0, ...counts, machineMs: now - this.#began });
    this.begin();
  }

  async press(what: string, target: Locator, ready: () => Promise<unknown>): Promise<void> {
    const words = await wordsUntil(target);
    this.begin();
    await target.click();
    await ready();
    this.done(what, { words, presses: 1 });
  }
}

/** From the codes on, the same in both. */
async function letIn(
  way: Way,
  helper: HelperConsole,
  page: Page,
  more: Pick<Step, 'words' | 'presses'>,
): Promise<void> {
  const read = await page.locator('.code-groups').allTextContents();
  const words = await wordsUntil(page.locator('.code-groups').last());
  const [id = '', password = ''] = read.map((text) => text.trim());
  const allow = page.getByRole('button', { name: 'Tillat' });
  await helper.fillIn({ id, password });
  way.begin();
  await helper.page.getByRole('button', { name: 'Koble til' }).click();
  await allow.waitFor();
  way.done('reads ID and password out, the helper types them', { words, dictated: CODE_CHARS });
  // The buttons stand below all that is asked.
  const { all } = await wordsUntil(page.locator('main'));
  way.begin();
  await allow.click();
  await helper.connected();
  way.done('says yes', { words: plus({ all, needed: all }, more.words), presses: 1 + more.presses });
}

async function byProgram(stage: Stage, resources: Resources): Promise<Way> {
  const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
  const way = new Way();
  let pressed = '';
  let words: Words = NONE;
  const finish = (presses: number) => {
    if (pressed !== '') way.done(pressed, { words, presses });
  };
  const window = await startFromPortal(resources, stage.display, stage.server.url, {
    language: 'nb',
    entry: 'Fjernhjelp',
    start: 'Start fjernhjelp',
    async onPage(step) {
      if (step === 'start') finish(1);
    },
    async press(target) {
      pressed = pressed === '' ? 'chooses remote help' : 'starts the program, and lets the browser open it';
      words = plus(await wordsUntil(target), pressed.startsWith('starts') ? OPENING_WORDS : NONE);
      way.begin();
      await target.click();
    },
  });
  await window.readAloud();
  finish(2);
  await letIn(way, helper, window.page, { words: NONE, presses: 0 });
  return way;
}

async function byBrowser(stage: Stage, resources: Resources): Promise<Way> {
  const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
  const { browser } = await openBrowser(resources, { display: stage.display, args: [CHOOSES_SCREEN] });
  const door = await BrowserDoor.inBrowser(browser, stage.server.url);
  const { page } = door;
  await page.goto(stage.server.url);
  const entry = page.getByRole('link', { name: 'Fjernhjelp' }).last();
  await entry.waitFor();
  const way = new Way();
  const toDoor = page.locator('.door[data-front=true] .door-action');
  await way.press('chooses remote help', entry, () => toDoor.waitFor());
  const start = page.getByRole('button', { name: 'Få ID og passord' });
  await way.press('chooses the browser', toDoor, () => start.waitFor());
  await way.press('asks for ID and password', start, () => door.readAloud());
  await letIn(way, helper, page, { words: CHOICE_WORDS, presses: 2 });
  return way;
}

for (const [name, walk, doors] of [
  ['By the program', byProgram, 'client,package,browser'],
  ['In the browser', byBrowser, 'browser'],
] as const) {
  await using resources = new Resources();
  const stage = await setStage(resources, { serverEnv: { FJERNHJELP_DOORS: doors } });
  const { steps } = await walk(stage, resources);
  console.log(
    `\n${name}\n| | words, needed | presses | machines, s | ${paces.map((pace) => `${pace.name}, s`).join(' | ')} |`,
  );
  console.log(`| --- | --: | --: | --: |${' --: |'.repeat(paces.length)}`);
  const row = (what: string, rows: readonly Step[]) => {
    const sum = (of: (step: Step) => number) => rows.reduce((total, step) => total + of(step), 0);
    const seconds = paces.map((pace) => sum((step) => secondsOf(step, pace)).toFixed(0));
    console.log(
      `| ${[what, `${sum(({ words }) => words.all)}, ${sum(({ words }) => words.needed)}`, sum(({ presses }) => presses), (sum(({ machineMs }) => machineMs) / 1000).toFixed(1), ...seconds].join(' | ')} |`,
    );
  };
  for (const step of steps) row(step.what, [step]);
  row('**together**', steps);
}
