import { decodeInput, type Grant, type ScreenPlace } from '@fjernhjelp/protocol';
import type { Injector } from '../ports.ts';
import { createClamp } from './clamp.ts';
import { createGrantGate } from './grant-gate.ts';
import { createHeldKeys } from './held-keys.ts';
import type { InputSink } from './input-sink.ts';
import type { PointerReport } from './pointer-report.ts';
import type { Pointing } from './pointing.ts';
import { createPressedAnew } from './pressed-anew.ts';
import { createUserFirst } from './user-first.ts';

export interface InputChainPorts {
  has: (grant: Grant) => boolean;
  /** The user's own hand is on the mouse or keyboard: what goes to the desktop is dropped (IN11). */
  isHeld: () => boolean;
  /** Those that there are now; undefined before the first picture. */
  screens: () => readonly ScreenPlace[] | undefined;
  /** Told of what goes to the desktop. */
  pointerReport: PointerReport;
  injector: Injector | undefined;
  /** The helper did something with that grant. */
  used: (grant: 'point' | 'control') => void;
  pointing: Pointing;
}

/**
 * The helper's input on its way to the desktop: decode → clamp → pressed anew → grant gate → user first → held keys → injector,
 * or → pointer mark.
 */
export interface InputChain {
  /** @throws ProtocolViolation when the bytes break a rule (PROTOCOL.md IN1–IN6) */
  receive(message: Uint8Array): void;
  /** Lets go of all keys and buttons and hides the mark. May be called at any time. */
  release(): void;
}

const nowhere: InputSink = { input() {} };

export function createInputChain(ports: InputChainPorts): InputChain {
  const desktop = ports.injector && createHeldKeys(ports.injector);
  const gate = createGrantGate(
    ports.has,
    desktop ? createUserFirst(ports.isHeld, noting('control', ports.pointerReport.watch(desktop))) : nowhere,
    noting('point', ports.pointing),
  );
  function noting(grant: 'point' | 'control', next: InputSink): InputSink {
    return {
      input(message) {
        if (message.type !== 'release-all') ports.used(grant);
        next.input(message);
      },
    };
  }

  const anew = createPressedAnew(() => ports.has('control') && !ports.isHeld(), gate);
  const chain = createClamp(ports.screens, anew);

  return {
    receive: (message) => chain.input(decodeInput(message)),
    release() {
      anew.release();
      desktop?.release();
      ports.pointing.hide();
    },
  };
}
