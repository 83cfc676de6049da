import {
  createChatRoom,
  createClipboardPart,
  createCopiedFiles,
  createFilesPart,
  createHost,
  createSystemPart,
  createUserClipboard,
  createUserRecording,
  type Host,
  type HostStatus,
  type UserVoice,
} from '@fjernhjelp/host';
import { systemClock, systemRandomBytes } from '@fjernhjelp/protocol';
import type { Desktop } from './desktop/choose.ts';
import type { ChosenFiles } from './files/chosen-files.ts';
import { createClientFileStore } from './files/client-file-store.ts';
import { createNodeSha256 } from './files/node-sha256.ts';
import { openPathSource } from './files/path-source.ts';
import type { Log } from './log.ts';
import { createNodePeerOpener } from './network/direct/open-node-peer.ts';
import { nodeAead } from './network/node-aead.ts';
import { createWebSocketOpener } from './network/open-web-socket.ts';
import { problemOfFailure } from './network/problem-of-failure.ts';
import { openScreenWorker, type ScreenWorker } from './picture/open-screen-worker.ts';
import { createClientRecorder } from './recording/client-recorder.ts';
import { recordingPlaces } from './recording/recording-places.ts';
import type { StartProblem } from './start-problem.ts';
import { createSystemReader } from './system/read-system.ts';
import { createNoVoice } from './voice/window-voice.ts';

export interface ClientHostOptions {
  server: string;
  /** Through which the server is reached. */
  proxy: URL | undefined;
  env: NodeJS.ProcessEnv;
  desktop: Desktop;
  /** The window's microphone and speaker; undefined without a window. */
  voice: UserVoice | undefined;
  /** 0: no bound. */
  longestMinutes: number;
  idleMinutes: number;
  /** False: no direct path to helpers. */
  directPath: boolean;
  /** How long the helper's input waits after the user's own, in milliseconds; undefined: the host's own choice. */
  userFirstMs: number | undefined;
  chosenFiles: ChosenFiles;
  log: Log;
  show(status: HostStatus): void;
  giveUp(problem: StartProblem): void;
}

const MINUTE_MS = 60_000;

/** The host role on this machine's clock, randomness, desktop and line. */
export function createClientHost(options: ClientHostOptions): Host {
  const { server, proxy, env, desktop, log, longestMinutes, idleMinutes } = options;
  let worker: ScreenWorker | undefined;
  const files = createClientFileStore(env, options.chosenFiles, (error) =>
    log('file-left', { code: (error as NodeJS.ErrnoException).code ?? '' }),
  );
  const systemReader = createSystemReader({ server, proxy, env, screens: () => desktop.screens() });
  const problem = (error: Error) => log('session-problem', { message: error.message });
  const copiedFiles = createCopiedFiles({
    clipboard: desktop.clipboard,
    open: openPathSource,
    failed: problem,
  });

  function openWorker(): ScreenWorker {
    worker ??= openScreenWorker(problem);
    return worker;
  }

  function show(status: HostStatus): void {
    // While the user reads who asks, the worker loads; it reads nothing of the screen before they have said yes.
    if (status.phase === 'asking') openWorker();
    if (status.phase === 'waiting' || status.phase === 'ended') {
      worker?.close();
      worker = undefined;
    }
    options.show(status);
  }

  return createHost({
    serverUrl: server,
    openWebSocket: createWebSocketOpener(server, proxy),
    clock: systemClock,
    random: systemRandomBytes,
    aead: nodeAead,
    time: () => Date.now(),
    ...(longestMinutes > 0 && { longestMs: longestMinutes * MINUTE_MS }),
    ...(idleMinutes > 0 && { idleMs: idleMinutes * MINUTE_MS }),
    openPictures: () => openWorker().open(),
    injector: desktop.injector,
    ...(options.directPath && {
      openPathPeer: createNodePeerOpener((error) => log('no-direct-path', { message: error.message })),
    }),
    voice: options.directPath ? (options.voice ?? createNoVoice('no-window')) : createNoVoice('by-operator'),
    drawingBoard: desktop.drawingBoard,
    screenFrame: desktop.screenFrame,
    userInput: desktop.userInput,
    pauseKey: desktop.pauseKey,
    userFirstMs: options.userFirstMs,
    parts: [
      createFilesPart(files, copiedFiles, createNodeSha256),
      createClipboardPart(createUserClipboard(desktop.clipboard, problem, () => copiedFiles?.forget())),
      createSystemPart(systemReader, problem),
    ],
    shared: [
      createChatRoom(Date.now),
      createUserRecording({
        recorder: createClientRecorder({
          places: recordingPlaces(files.places),
          openPictures: () => openWorker().openPort(),
          problem: (message) => log('recording-problem', { message }),
        }),
        playerUrl: new URL('/hjelper#opptak', server).href,
        random: systemRandomBytes,
        time: Date.now,
      }),
    ],
    listener: {
      status: show,
      fatal: (failure) => options.giveUp(problemOfFailure(failure, server)),
      problem,
    },
  });
}
