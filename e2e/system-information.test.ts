import { hostname } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Resources } from './harness/resources.ts';
import { openSession, type Session, type Stage, setStage } from './harness/session.ts';

const resources = new Resources();
let stage: Stage;
let session: Session;

beforeAll(async () => {
  stage = await setStage(resources);
  session = await openSession(stage);
});
afterAll(() => resources.close());

const shown = () => session.client.status?.helpers[0]?.systemInformation;

test('SY4 the user sees all of it first, and only what was shown is sent', async () => {
  const { client, helper } = session;
  await helper.page.getByRole('button', { name: 'Maskinen til brukeren' }).click();
  await helper.ask('Be om opplysninger om maskinen');
  await client.allowGrant('system-information');
  await client.until('the machine to the user', () => shown()?.state === 'shown');
  const known = shown();
  const report = known?.state === 'shown' ? known.report : undefined;
  expect(report?.system.computer).toBe(hostname());
  expect(report?.screens).toMatchObject([{ widthPx: 1280, heightPx: 800 }]);
  expect(report?.checks.find(({ what }) => what === 'server')).toMatchObject({
    target: `localhost:${stage.server.port}`,
  });
  await helper.shows('Brukeren ser på opplysningene før de blir sendt.');
  const panel = helper.page.locator('#panel-system');
  expect(await panel.textContent()).not.toContain(report?.system.name);
  client.command({ type: 'send-system-information', person: 1 });
  await panel.getByText(report?.system.name ?? '').waitFor();
  await panel.getByText('1280 × 800 punkter').waitFor();
});

test('SY3 the user may keep it; taken back, what was shown is gone', async () => {
  const { client, helper } = session;
  await helper.page.getByRole('button', { name: 'Spør på nytt' }).click();
  await client.until('the machine again', () => shown()?.state === 'shown');
  client.command({ type: 'withhold-system-information', person: 1 });
  await helper.shows('Brukeren ville ikke sende opplysningene.');
  expect(shown()).toBeUndefined();
  client.command({ type: 'revoke-grant', person: 1, grant: 'system-information' });
  await client.until('no grant', () => !client.grantsOf().includes('system-information'));
  expect(helper.errors).toEqual([]);
});
