import { afterEach, describe, expect, test } from 'vitest';
import { comparePixels } from './harness/display.ts';
import { Resources, until } from './harness/resources.ts';
import { exactPicture, openSession, setStage } from './harness/session.ts';

const resources = new Resources();
afterEach(() => resources.close());

describe("the helper sees the user's screen", () => {
  test.each([
    { widthPx: 1920, heightPx: 1080 },
    { widthPx: 1366, heightPx: 768 },
  ])('on every pixel at $widthPx×$heightPx, before and after programs paint', async (size) => {
    const stage = await setStage(resources, size);
    await stage.display.xterm('Logg', { command: ['sh', '-c', 'ls -l --color=always /usr/bin; cat'] });
    const { helper } = await openSession(stage);
    const before = await exactPicture(stage, helper);

    stage.display.start('mousepad', ['/etc/services']);
    const editor = await stage.display.window('services');
    await stage.display.run('xdotool', ['windowmove', editor, '333', '111']);
    await stage.display.xterm('Farger', {
      geometry: '60x20+700+300',
      command: ['sh', '-c', 'for i in $(seq 0 255); do printf "\\033[48;5;%sm %s " $i $i; done; cat'],
    });
    const after = await exactPicture(stage, helper);

    // The pictures are of something, and not of the same thing.
    expect(comparePixels(before, after).different).toBeGreaterThan(50_000);
    expect(after).toMatchObject(size);
    expect(helper.errors).toEqual([]);
  });

  test.each([
    { where: 'in a page that shares memory with its workers', script: '', carriesLine: true },
    {
      where: 'in a browser that cannot wait for shared memory',
      script: 'delete Atomics.waitAsync',
      carriesLine: false,
    },
    {
      where: 'in a page that is not isolated from others',
      script: 'Object.defineProperty(globalThis, "crossOriginIsolated", { value: false })',
      carriesLine: false,
    },
  ])('and what is typed in it, $where', async ({ script, carriesLine }) => {
    const stage = await setStage(resources);
    await stage.display.xterm('Notat', { command: ['cat'] });
    const { helper } = await openSession(stage, { control: true, helperScript: script });
    const before = await exactPicture(stage, helper);
    await helper.clickAt(100, 100);
    for (let line = 0; line < 5; line++) {
      await helper.page.keyboard.type('Hei fra hjelperen');
      await helper.page.keyboard.press('Enter');
    }
    await until('the text is seen', async () => {
      const { different } = comparePixels(before, await exactPicture(stage, helper));
      return different > 1000;
    });
    const workers = helper.page.workers().map((worker) => worker.url());
    expect(workers.some((url) => url.includes('line-worker'))).toBe(carriesLine);
    expect(helper.errors).toEqual([]);
  });
});
