// What can have the keyboard, what it hears of a dead key and of composing, and what a frame then costs: `node bench/micro/text-field.ts`.
// As root, with Xvfb and xdotool. docs/decisions/0021 quotes it.
import { openBrowser } from '../../e2e/harness/browser.ts';
import { Display } from '../../e2e/harness/display.ts';
import { Resources } from '../../e2e/harness/resources.ts';

/** The element, whether it has an EditContext, and whether the page keeps its selection. */
const ways = [
  { tag: 'textarea', hasEditContext: false, hasSelection: true },
  { tag: 'textarea', hasEditContext: false, hasSelection: false },
  { tag: 'div', hasEditContext: true, hasSelection: true },
  { tag: 'div', hasEditContext: true, hasSelection: false },
  { tag: 'canvas', hasEditContext: true, hasSelection: false },
] as const;
/** A dead key and its letter, then a sign by its number, which is composed too. */
const presses = ['dead_diaeresis', 'e', 'ctrl+shift+u', '0', '0', 'f', '1', 'space'];
const FRAMES = 150;

/** Runs in the page. */
function giveKeyboard({ tag, hasEditContext, hasSelection }: (typeof ways)[number]): void {
  const heard: string[] = [];
  const element = document.createElement(tag);
  element.tabIndex = 0;
  document.body.append(element);
  const hear = (target: EventTarget, names: readonly string[]) => {
    for (const name of names)
      target.addEventListener(name, (event) => {
        const { key, data, text } = event as Event & { key?: string; data?: string; text?: string };
        heard.push(`${name} ${key ?? data ?? text ?? ''}`);
      });
  };
  hear(element, ['keydown', 'input', 'compositionend']);
  if (hasEditContext) {
    const { EditContext } = window as unknown as { EditContext: new () => EventTarget };
    const context = new EditContext();
    Object.assign(element, { editContext: context });
    hear(context, ['textupdate', 'compositionend']);
  }
  element.focus();
  if (!hasSelection) getSelection()?.removeAllRanges();
  Object.assign(window, { heard });
}

/** Runs in the page: frames in which a colour changes. */
async function askFrames(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await new Promise(requestAnimationFrame);
    document.body.style.backgroundColor = i % 2 === 0 ? '#fff' : '#eee';
  }
}

await using resources = new Resources();
const display = await Display.start(resources, { widthPx: 1000, heightPx: 700, layout: 'no' });
const { browser } = await openBrowser(resources, { display });
for (const way of ways) {
  const page = await browser.newPage();
  await page.bringToFront();
  await page.evaluate(askFrames, 30);
  await page.evaluate(giveKeyboard, way);
  await page.evaluate(askFrames, 30);
  for (const press of presses) await display.run('xdotool', ['key', press]);
  await page.evaluate(askFrames, 30);
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  await browser.startTracing(page, { categories: ['toplevel', 'blink', 'cc'] });
  await page.evaluate(askFrames, FRAMES);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: { name: string; ph: string; tdur?: number }[];
  };
  const named = (name: string) => traceEvents.filter((event) => event.name === name && event.ph === 'X');
  const frames = named('ProxyMain::BeginMainFrame');
  const frameUs = frames.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / frames.length;
  const layouts = named('LocalFrameView::UpdateStyleAndLayout').length / frames.length;
  console.log(`\n${JSON.stringify(way)}: ${layouts.toFixed(1)} layouts and ${frameUs.toFixed(0)} µs a frame`);
  console.log(heard.join(', '));
  await page.close();
}
