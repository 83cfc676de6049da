import { openBrowser, type RunningBrowser } from './browser.ts';
import { Client } from './client.ts';
import { HelperConsole } from './console.ts';
import { comparePixels, Display, type Pixels } from './display.ts';
import { type Resources, until } from './resources.ts';
import { Server } from './server.ts';

/** Everything that one session is made of: server, the user's desktop and client, the helper's browser and console. */
export interface Stage {
  readonly server: Server;
  readonly display: Display;
  readonly running: RunningBrowser;
}

export async function setStage(
  resources: Resources,
  options: {
    widthPx?: number;
    heightPx?: number;
    layout?: string;
    serverEnv?: NodeJS.ProcessEnv;
    browserArgs?: readonly string[];
  } = {},
): Promise<Stage> {
  const { widthPx = 1280, heightPx = 800, layout = 'no', serverEnv = {}, browserArgs = [] } = options;
  const [server, display, running] = await Promise.all([
    Server.start(resources, serverEnv),
    Display.start(resources, { widthPx, heightPx, layout }),
    openBrowser(resources, { args: browserArgs }),
  ]);
  return { server, display, running };
}

/** Between two tests that use the same stage: every program on the display and every page of the browser goes. */
export async function clearStage({ display, running }: Stage): Promise<void> {
  await Promise.all([display.clear(), ...running.browser.contexts().map((context) => context.close())]);
}

export interface Session {
  readonly client: Client;
  readonly helper: HelperConsole;
  readonly credentials: { id: string; password: string };
}

/** A session from the user's start to the helper's first picture, with control when asked for. */
export async function openSession(
  stage: Stage,
  options: {
    control?: boolean;
    clientUrl?: string;
    helperUrl?: string;
    /** Runs in the helper's page before its own scripts. */
    helperScript?: string;
    client?: Client;
  } = {},
): Promise<Session> {
  const { control = false, clientUrl = stage.server.url, helperUrl = stage.server.url } = options;
  const { helperScript } = options;
  const client = options.client ?? Client.start(stage.display, clientUrl);
  const helper = await HelperConsole.open(
    stage.running.browser,
    helperUrl,
    helperScript === undefined ? {} : { script: helperScript },
  );
  const credentials = await client.credentials();
  await helper.connect(credentials);
  await client.allow();
  await helper.connected();
  if (control) {
    await helper.askForControl();
    await client.allowControl();
    await helper.shows('Du styrer');
  }
  return { client, helper, credentials };
}

/** Waits until the helper sees exactly what is on the user's screen. @returns the picture */
export async function exactPicture(stage: Stage, helper: HelperConsole): Promise<Pixels> {
  let last = '';
  return until(
    'the helper sees every pixel as it is',
    async () => {
      const screen = await stage.display.quiet();
      const seen = await helper.pixels();
      const { different, first } = comparePixels(screen, seen);
      last = `${different} pixels differ, the first at ${first}`;
      return different === 0 && seen;
    },
    undefined,
    () => last,
  );
}
