/**
 * `npm run demo`: the main job with nobody at hand. A user starts help from the portal on a virtual desktop with ordinary
 * programs; a helper in headless Chromium connects, sees, asks for control, writes into the user's letter; the user ends it.
 * Leaves pictures of both ends in demo/.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HelperConsole } from './harness/console.ts';
import { Resources, root } from './harness/resources.ts';
import { startFromPortal } from './harness/self-service.ts';
import { exactPicture, setStage } from './harness/session.ts';

const folder = join(root, 'demo');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

await using resources = new Resources();
const stage = await setStage(resources, { widthPx: 1600, heightPx: 1000 });
const { display, server } = stage;
let pictures = 0;

async function userPicture(name: string): Promise<void> {
  // The page says it before the screen shows it; a blinking caret never rests.
  await display.quiet(3000).catch(() => {});
  const png = execFileSync('sh', ['-c', 'xwd -root -silent | convert xwd:- png:-'], {
    env: { ...process.env, ...display.env },
    maxBuffer: 64 * 1024 * 1024,
  });
  keep(`user-${name}`, png);
}

async function helperPicture(helper: HelperConsole, name: string): Promise<void> {
  keep(`helper-${name}`, await helper.page.screenshot());
}

function keep(name: string, png: Buffer): void {
  const file = `${String(++pictures).padStart(2, '0')}-${name}.png`;
  writeFileSync(join(folder, file), png);
  console.log(`  demo/${file}`);
}

const letter = join(await resources.temporaryFolder('letter'), 'Brev til kommunen.txt');
writeFileSync(
  letter,
  'Hei!\n\nJeg får ikke lagret søknaden i fagsystemet.\nSkjemaet sier at feltet «Ærend» mangler.\n\n',
);
display.start('mousepad', [letter]);
await display.window('Brev til kommunen');

console.log('The user starts help from the portal …');
const window = await startFromPortal(resources, display, server.url);
const credentials = await window.readAloud();
await userPicture('reads-aloud');

console.log(`The helper enters ${credentials.id} and the password …`);
const helper = await HelperConsole.open(stage.running.browser, server.url);
await helper.fillIn(credentials);
await helperPicture(helper, 'enters');
await helper.connect(credentials);
await window.shows(/vil se skjermen din/);
await userPicture('is-asked');
await window.press('Tillat');
await helper.connected();
await exactPicture(stage, helper);
await helperPicture(helper, 'sees');

console.log('The helper asks for control, and writes …');
await helper.askForControl();
await window.press('Tillat styring');
await helper.shows('Du styrer');
await display.focus('Brev til kommunen');
await helper.picture.hover();
const place = await display.run('xdotool', [
  'getwindowgeometry',
  '--shell',
  await display.window('Brev til kommunen'),
]);
const [xPx, yPx] = ['X', 'Y'].map((axis) => Number(new RegExp(`${axis}=(\\d+)`).exec(place)?.[1]));
await helper.clickAt((xPx ?? 0) + 200, (yPx ?? 0) + 200);
await helper.page.keyboard.press('Control+End');
await helper.page.keyboard.type('Feltet står øverst på side to. – Kari, leverandøren');
await exactPicture(stage, helper);
await helperPicture(helper, 'controls');
await userPicture('sees-who-controls');

console.log('The user ends it …');
await window.press('Avslutt');
await helper.shows(/brukeren avsluttet/i);
await userPicture('ended');
await helperPicture(helper, 'ended');
console.log('Done. Every picture the helper saw was equal to the screen on every pixel.');
