import { afterEach, expect, test } from 'vitest';
import { pressByKeyboard } from './harness/by-keyboard.ts';
import { HelperConsole } from './harness/console.ts';
import { Resources } from './harness/resources.ts';
import { bokmal, startFromPortal } from './harness/self-service.ts';
import { exactPicture, setStage } from './harness/session.ts';

const resources = new Resources();
afterEach(() => resources.close());

test('a user gets help from the portal to the end with the keyboard alone', async () => {
  const stage = await setStage(resources, { widthPx: 1600, heightPx: 1000 });
  const window = await startFromPortal(resources, stage.display, stage.server.url, {
    ...bokmal,
    press: pressByKeyboard,
  });
  const press = (name: string) => pressByKeyboard(window.page.getByRole('button', { name, exact: true }));
  const credentials = await window.readAloud();
  // How to read it out opens by keys, too.
  await pressByKeyboard(window.page.getByText('Slik leser du det opp'));
  await window.shows(/Si gruppene som ord/);

  const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
  await helper.connect(credentials);
  await window.shows(/Kari Hansen vil se skjermen din/);
  // The question has the focus, and Enter on it answers nothing.
  await window.page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  await window.page.keyboard.press('Enter');
  await press('Tillat');
  await helper.connected();
  await exactPicture(stage, helper);

  await helper.askForControl();
  await window.shows(/vil bruke mus og tastatur/);
  await press('Tillat styring');
  await helper.shows('Du styrer');
  await press('Ta pause');
  await helper.shows(/Brukeren har tatt pause/);
  await press('Fortsett');
  await press('Avslutt');
  await helper.shows(/brukeren avsluttet/i);
  await window.shows('Ingen ser skjermen din nå.');
  expect(helper.errors).toEqual([]);
});
