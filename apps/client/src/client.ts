import type { Host, HostStatus, UserCommand } from '@fjernhjelp/host';
import type { EndReason } from '@fjernhjelp/protocol';
import type { Desktop } from './desktop/choose.ts';
import type { Display } from './display.ts';
import { createChosenFiles } from './files/chosen-files.ts';
import type { Log } from './log.ts';
import { findProxy } from './network/proxy.ts';
import { StartProblem } from './start-problem.ts';
import type { System } from './system.ts';

export interface ClientOptions {
  /** The server's origin. */
  server: string;
  language: string;
  /** The built pages, for the window. */
  pagesFolder: string;
  /** False: the user's side is on stdin and stdout. */
  window: boolean;
  /** 0: no bound. */
  longestMinutes: number;
  idleMinutes: number;
  /** False: no direct path to helpers. */
  directPath: boolean;
  /** Whether the window sounds when helpers come and go, until its user says otherwise. */
  sounds: boolean;
  env: NodeJS.ProcessEnv;
  system: System;
  /** How long the helper's input waits after the user's own, in milliseconds; undefined: the host's own choice. */
  userFirstMs?: number | undefined;
  log: Log;
  /** Tells the person the one sentence; the exit code is 1. */
  giveUp(problem: StartProblem): void;
}

/** When something still holds the process so long after everything was closed, it ends anyway. */
const EXIT_WAIT_MS = 4000;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Builds the client in order (desktop, display, host) and closes it in reverse when the user leaves, a signal comes or it
 * cannot go on. What the host needs is loaded while the browser starts. Resolves when it is built.
 * @throws StartProblem when the desktop or display cannot be had
 */
export async function runClient(options: ClientOptions): Promise<void> {
  const { env, log, server, system } = options;
  const chosenFiles = createChosenFiles();
  let leaving = false;
  let display: Display | undefined;
  let desktop: Desktop | undefined;
  let host: Host | undefined;
  let shown: HostStatus | undefined;

  async function close(reason?: EndReason): Promise<void> {
    leaving = true;
    setTimeout(() => process.exit(), EXIT_WAIT_MS).unref();
    host?.close(reason);
    await display?.close();
    desktop?.close();
  }

  async function leave(why: string, reason?: EndReason): Promise<void> {
    if (leaving) return;
    log('leaving', { why });
    await close(reason);
    log('left');
  }

  function giveUp(problem: StartProblem): void {
    if (leaving) return;
    options.giveUp(problem);
    void close();
  }

  function command(given: UserCommand): void {
    host?.command(given);
  }

  function show(status: HostStatus): void {
    if (status.phase !== shown?.phase || status.online !== shown.online)
      log('status', {
        phase: status.phase,
        online: status.online,
        ...(status.endReason && { why: status.endReason }),
      });
    shown = status;
    display?.show(status);
  }

  for (const signal of signals)
    process.on(signal, () => void leave(signal, signal === 'SIGINT' ? 'ended-by-user' : 'logged-off'));
  process.on('uncaughtException', (error) => {
    log('internal-error', { stack: error.stack ?? error.message });
    process.exitCode = 1;
    void leave('internal-error');
  });

  try {
    const { openDesktop } = await import('./desktop/choose.ts');
    desktop = openDesktop(env);
    desktop.watch((event) => {
      log('desktop', { event });
      if (event === 'ending') void leave('log-off', 'logged-off');
      if (event === 'close-asked') void leave('close-asked');
    });
    display = await openDisplay();
    const { createClientHost } = await import('./client-host.ts');
    const proxy = await findProxy(server, env, system);
    if (leaving) return;
    host = createClientHost({
      server,
      env,
      proxy,
      desktop,
      voice: display.voice,
      chosenFiles,
      longestMinutes: options.longestMinutes,
      idleMinutes: options.idleMinutes,
      directPath: options.directPath,
      userFirstMs: options.userFirstMs,
      log,
      show,
      giveUp,
    });
    shown = host.status;
    display.show(shown);
  } catch (error) {
    if (!(error instanceof StartProblem)) throw error;
    giveUp(error);
  }

  async function openDisplay(): Promise<Display> {
    if (!options.window) {
      const { openTerminalDisplay } = await import('./terminal/terminal-display.ts');
      return openTerminalDisplay(process.stdin, process.stdout, command);
    }
    const { openWindowDisplay } = await import('./window/window-display.ts');
    return openWindowDisplay({
      pagesFolder: options.pagesFolder,
      language: options.language,
      sounds: options.sounds,
      openWindow: (url, exited) => system.openWindow(url, env, exited),
      command,
      chose: (person, source) => command({ type: 'files-send', person, batch: chosenFiles.add(source) }),
      opened: () => log('window', { open: true }),
      closed: () => void leave('window-closed'),
      failed: giveUp,
    });
  }
}
