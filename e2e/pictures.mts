// Renders every page and state to .build/pictures, and holds each against axe: `node e2e/pictures.mts [only this part [only what is named so]]`.
// Any violation, any page error and any breach of the Content-Security-Policy fails it.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBrowser } from './harness/browser.ts';
import { Resources, root } from './harness/resources.ts';
import { Album, type Look } from './pictures/album.ts';
import { buildPages } from './pictures/build.ts';
import { servePages } from './pictures/serve.ts';
import { takeConsole } from './pictures/take-console.ts';
import { takeDoor } from './pictures/take-door.ts';
import { takeGuide, takeOperator, takePortal, takeStatement } from './pictures/take-portal.ts';
import { takeWindow } from './pictures/take-window.ts';

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

const resources = new Resources();
try {
  const pages = await buildPages();
  const served = await servePages(pages);
  resources.add(() => served.close());
  const { browser } = await openBrowser(resources);
  const album = await Album.begin(browser, folder, named);
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
    for (const look of onPages) await takeGuide(album, served.url, look);
  if (part === undefined || part === 'statement')
    for (const look of onPages) await takeStatement(album, served.url, look);
  if (part === undefined || part === 'portal') {
    for (const look of onPages) await takePortal(album, served.url, look);
    await takeOperator(album, resources, pages, looks(320, 1280));
  }
  if (part === undefined || part === 'door')
    for (const look of onPages) await takeDoor(album, served.url, look);
  if (part === undefined || part === 'console')
    for (const look of [...looks(420, 1280), ...forced(1280), ...tablets])
      await takeConsole(album, served.url, look, look.width === 1280 && look.scheme === 'light');
  if (part === undefined || part === 'window')
    for (const look of [...looks(320, 420), ...forced(420), ...zoomed])
      await takeWindow(album, served.url, look);
  await album.close((part === undefined && wanted.look === '') || wanted.results);
  console.log(`${album.count} pictures in ${folder}, ${album.problems.length} problems`);
  for (const problem of album.problems.slice(0, 40)) console.log(problem.slice(0, 600));
  process.exitCode = album.problems.length === 0 ? 0 : 1;
} finally {
  await resources.close();
}
process.exit();
