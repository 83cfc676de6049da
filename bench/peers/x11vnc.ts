import { freePort } from '../../e2e/harness/resources.ts';
import type { SystemUnderTest } from '../systems.ts';
import { debianVersion, missingProgram } from './debian.ts';
import { endGently } from './gentle-end.ts';
import { describeNoVnc, missingNoVnc, openNoVnc } from './novnc.ts';

/** The usual ones, polling as often as its manual lets it. */
const SETTINGS = ['-wait', '5', '-defer', '5', '-nonap', '-noncache'];

export const x11vnc: SystemUnderTest = {
  id: 'x11vnc',
  name: 'x11vnc + noVNC',
  hasInput: true,
  missing: async () => (await missingProgram('x11vnc', 'x11vnc')) ?? missingNoVnc(),
  async describe() {
    return `x11vnc ${await debianVersion('x11vnc')} with \`${SETTINGS.join(' ')}\`, else its defaults (XDamage, scroll and move detection); ${describeNoVnc()}`;
  },
  async open(stage) {
    const port = await freePort();
    const server = stage.display.start('x11vnc', [
      ...[
        '-display',
        stage.display.name,
        '-rfbport',
        String(port),
        '-localhost',
        '-no6',
        '-nopw',
        '-forever',
        '-quiet',
      ],
      ...SETTINGS,
    ]);
    endGently(stage.resources, server);
    await server.until('x11vnc listens', ({ stdout }) => stdout.includes(`PORT=${port}`));
    return openNoVnc(stage, { pid: server.pid, port });
  },
};
