import { freePort } from '../../e2e/harness/resources.ts';
import type { SystemUnderTest } from '../systems.ts';
import { debianVersion, missingProgram } from './debian.ts';
import { endGently } from './gentle-end.ts';
import { describeNoVnc, missingNoVnc, openNoVnc } from './novnc.ts';

/** The server itself, without the script of the same package that keeps its log. */
const PROGRAM = 'X0tigervnc';

export const x0vncserver: SystemUnderTest = {
  id: 'x0vncserver',
  name: 'TigerVNC x0vncserver + noVNC',
  hasInput: true,
  missing: async () => (await missingProgram(PROGRAM, 'tigervnc-scraping-server')) ?? missingNoVnc(),
  async describe() {
    return `x0vncserver ${await debianVersion('tigervnc-scraping-server')} with its defaults (XDamage, 60 updates a second); ${describeNoVnc()}`;
  },
  async open(stage) {
    const port = await freePort();
    const server = stage.display.start(PROGRAM, [
      ...['-display', stage.display.name, '-rfbport', String(port), '-localhost', '-SecurityTypes', 'None'],
    ]);
    endGently(stage.resources, server);
    await server.until('x0vncserver listens', ({ stderr }) => stderr.includes(`port ${port}`));
    return openNoVnc(stage, { pid: server.pid, port });
  },
};
