import type { Browser, Page } from 'playwright-core';

export interface LongestTask {
  readonly wallMs: number;
  /** What the thread itself computed of that; the rest is the machine having other things to do. */
  readonly cpuMs: number;
  /** Tasks of more than 20 ms. */
  readonly overLimit: number;
}
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}
const LIMIT_MS = 20;

/**
 * Runs something while every task of the page's main thread is recorded. (PerformanceObserver tells only of 50 ms and more.)
 * @returns the longest one
 */
export async function longestTask(
  browser: Browser,
  page: Page,
  run: () => Promise<unknown>,
): Promise<LongestTask> {
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.start', {
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline'] },
    transferMode: 'ReportEvents',
  });
  await page.evaluate(() => performance.mark('traced'));
  await run();
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}.${tid}`),
  );
  const tasks = events.filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid}.${tid}`));
  if (tasks.length === 0) throw new Error('no task was recorded: no figure');
  const longest = tasks.reduce((most, task) => ((task.dur ?? 0) > (most.dur ?? 0) ? task : most));
  return {
    wallMs: (longest.dur ?? 0) / 1000,
    cpuMs: (longest.tdur ?? 0) / 1000,
    overLimit: tasks.filter(({ dur = 0 }) => dur > LIMIT_MS * 1000).length,
  };
}
