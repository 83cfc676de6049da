import type { Bytes, CursorShape, Obstacle, PointerPlace, WatchedScreen } from '@fjernhjelp/protocol';

/** Main thread → worker. */
export type ToPictureWorker =
  | {
      readonly type: 'next';
      /** Counts up; a later one takes the place of an earlier one that was not answered. */
      readonly request: number;
      readonly budgetBytes: number;
      /** The viewer has nothing: begin anew. */
      readonly restart: boolean;
    }
  /** What the viewer shows from here on. */
  | { readonly type: 'watch'; readonly screens: readonly WatchedScreen[]; readonly cachePlaces: number }
  /** Comes first where threads share memory: where most requests lie from then on. */
  | { readonly type: 'slot'; readonly memory: SharedArrayBuffer }
  /** One lies there that the worker waits for. */
  | { readonly type: 'asked' }
  /** Drops the request: nothing is captured until the next one. */
  | { readonly type: 'pause' };

/** Worker → main thread. The bytes' buffer is transferred. */
export type FromPictureWorker =
  | {
      readonly type: 'picture';
      readonly request: number;
      readonly message: Bytes;
      /** Since the oldest damage that it holds was told. */
      readonly ageMs: number;
      /** What capturing and encoding it took. */
      readonly encodeMs: number;
    }
  | { readonly type: 'cursor'; readonly shape: CursorShape }
  | { readonly type: 'pointer'; readonly place: PointerPlace }
  | { readonly type: 'obstacle'; readonly obstacle: Obstacle | undefined }
  /** The screen is lost or the worker cannot go on; nothing follows. */
  | { readonly type: 'lost'; readonly error: Error };
