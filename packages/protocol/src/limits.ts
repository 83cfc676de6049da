/**
 * Every bound of the protocol in one place (PROTOCOL.md, "Limits"). Sizes in bytes, times in milliseconds.
 */
export const limits = {
  protocolVersion: 1,

  /** A signalling message (JSON text). */
  signallingBytes: 4096,
  /** One WebSocket message that the relay forwards. */
  relayMessageBytes: 32 * 1024,
  /** What the relay may hold for one direction of a link before it pauses the sender. */
  relayHighWaterBytes: 64 * 1024,

  /** The plaintext of one record. */
  recordPlaintextBytes: 16 * 1024,
  /** One handshake message. */
  handshakeBytes: 1024,
  /** Sent but not acknowledged records that an end keeps for a resumption; it stops sending there. */
  unacknowledgedBytes: 2 * 1024 * 1024,
  /** A message on the picture stream: the worst screen that is allowed, incompressible, with headers. */
  pictureMessageBytes: 160 * 1024 * 1024,
  /** A message on any other stream. */
  messageBytes: 64 * 1024,
  /** Messages that wait on one stream before `send` refuses more. */
  queuedMessages: 1024,

  screenMaxWidthPx: 7680,
  screenMaxHeightPx: 4320,
  screens: 16,
  /** All screens of a host together: what a viewer must be ready to hold, 4 bytes each. */
  screensTotalPx: 4 * 7680 * 4320,
  rectsPerUpdate: 65_535,
  /** What one operation of an update may paint: it bounds what an end holds decompressed, 3 bytes each. */
  pixelsPerOperation: 256 * 1024,
  /** How often an update may paint the whole of its screen, moves and recalled tiles included. */
  paintsPerUpdate: 2,
  /** Tiles of 32 × 16 pixels that a viewer keeps at the most: 64 MiB. */
  cachedTiles: 32 * 1024,
  /** So long the answer to an update may wait of which the host says that it may. */
  pictureAnswerMs: 1000,
  /** The longest time that a viewer says an update took it to paint (PROTOCOL.md UP9): two bytes. */
  heldMs: 65_535,
  /** Of a lossy operation; 1 is the finest. */
  coarsestQuality: 64,
  /** The name of a screen, in UTF-8 bytes. */
  screenNameBytes: 80,
  cursorMaxPx: 256,
  /** Text in one input message, in UTF-8 bytes. */
  inputTextBytes: 4096,
  /** A message about the direct path, or about voice. */
  pathMessageBytes: 8 * 1024,
  /** Addresses of one end for the direct path. */
  pathCandidates: 32,
  /** STUN and TURN servers. */
  iceServers: 4,
  /** The way of a pen in one message: points. */
  drawingPoints: 256,
  /** A text on the user's screen, in UTF-8 bytes. */
  drawingTextBytes: 400,
  /** Marks of one helper that are on the user's screens at once. */
  drawingMarks: 100,
  /** The heights of all their lines: a line takes so many rows, and the desktop keeps them all. Pixels. */
  drawingHeightPx: 60_000,
  /** How long a mark is shown that does not stay. */
  drawingShownMs: 4000,
  /** A person's or organisation's name, a reason: characters. */
  nameChars: 80,
  reasonChars: 200,
  /** A chat message: UTF-16 units, and lines. */
  chatChars: 2000,
  chatLines: 60,
  /** Chat messages that an end keeps; the oldest go first. */
  chatMessages: 200,
  /** Chat messages that one helper may send at once, and one more each half second. */
  chatBurst: 100,
  /** What is copied at a time, in all formats together. */
  clipboardBytes: 16 * 1024 * 1024,
  /** A piece of it in one message, and what may be under way without a word of the receiver. */
  clipboardPieceBytes: 32 * 1024,
  clipboardWindowBytes: 256 * 1024,
  /** What a system calls something, in UTF-16 units; things of one kind that are told of. */
  systemTextChars: 120,
  systemItems: 24,

  /** Files and folders in one transfer, and the bytes of its list. */
  fileEntries: 50_000,
  fileListBytes: 8 * 1024 * 1024,
  /** The path of a file within a transfer, in UTF-8 bytes. */
  filePathBytes: 1024,
  /** What one message carries of a file. */
  filePieceBytes: 32 * 1024,
  /** What a sender may have on its way that the receiver has not handled: bytes, and messages. */
  fileUnhandledBytes: 1_700_000,
  fileUnhandledMessages: 256,
  /** Transfers of one end that are offered or under way. */
  fileTransfers: 8,

  /** Helpers who are in, or who are asked about, at the same time. */
  helpers: 4,
  /** Helpers in the life of one session, one after the other. */
  peopleInAll: 1000,

  /** Of the format of recordings. */
  recordingVersion: 1,
  /** The opened content of one chunk of a recording. */
  recordingChunkBytes: 4 * 1024 * 1024,
  /** A text in the list of events of a recording, in UTF-16 units. */
  recordingTextChars: 8000,

  passwordTries: 5,
  /** Handshakes that a host works on at once; further ones are answered "busy". */
  pendingHandshakes: 4,

  handshakeTimeoutMs: 10_000,
  /** Each end sends something at least this often. */
  keepAliveMs: 3000,
  /** An end that was silent for so long is gone. */
  silenceMs: 9000,
  /** How long a broken session may take to come back. */
  graceMs: 60_000,
  /** How long before the end of its time a session says so. */
  endingWarningMs: 120_000,
  /** How long an ID is not given out again. */
  idRestMs: 24 * 60 * 60 * 1000,
} as const;
