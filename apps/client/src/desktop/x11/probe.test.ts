import { describe, expect, it, onTestFinished } from 'vitest';
import { probeX11 } from './index.ts';
import { Xvfb, type XvfbOptions, xvfbMissing } from './testing/xvfb.ts';

const failsWith = (fields: object) => expect.objectContaining({ name: 'DesktopUnavailable', ...fields });

describe('probing the desktop', () => {
  it.each([
    ['a Wayland session', { XDG_SESSION_TYPE: 'wayland', DISPLAY: ':0' }, 'wayland'],
    ['a Wayland display', { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, 'wayland'],
    ['no display', {}, 'no-display'],
    ['an empty display', { DISPLAY: '', XDG_SESSION_TYPE: 'x11' }, 'no-display'],
    ['a display that does not answer', { DISPLAY: ':65123' }, 'no-display'],
    ['a display name that is none', { DISPLAY: 'none' }, 'no-display'],
  ])('%s', (_name, env, code) => {
    expect(() => probeX11(env)).toThrow(failsWith({ code }));
  });

  const missing = xvfbMissing();
  if (missing) console.warn(`probe.test.ts is skipped in part: ${missing}`);

  describe.skipIf(missing)('with a real X server', () => {
    const start = async (options: XvfbOptions) => {
      const server = await Xvfb.start(options);
      onTestFinished(() => server.stop());
      return server;
    };

    it('a usable one passes', async () => {
      const server = await start({});
      expect(() => probeX11(server.env)).not.toThrow();
    });

    it('one without XTEST is refused, and the extension is named', async () => {
      const server = await start({ args: ['-extension', 'XTEST'] });
      expect(() => probeX11(server.env)).toThrow(failsWith({ code: 'no-extension', detail: 'XTEST' }));
    });

    it('one with a palette is refused', async () => {
      const server = await start({ screen: '640x480x8' });
      expect(() => probeX11(server.env)).toThrow(failsWith({ code: 'unsupported-screen' }));
    });
  });
});
