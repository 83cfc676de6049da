import type { SystemUnderTest } from '../systems.ts';
import { meshCentral } from './meshcentral.ts';
import { webrtcDetail, webrtcMotion } from './screen-share.ts';
import { x0vncserver } from './x0vncserver.ts';
import { x11vnc } from './x11vnc.ts';

/** What this system is compared with. */
export const systems: readonly SystemUnderTest[] = [
  x0vncserver,
  x11vnc,
  meshCentral,
  webrtcDetail,
  webrtcMotion,
];
