import type { Bytes, CursorShape } from '@fjernhjelp/protocol';

/** Main thread → worker. */
export type ToPictureWorker =
  | {
      readonly type: 'next';
      /** Counts up; a later one takes the place of an earlier one that was not answered. */
      readonly request: number;
      readonly budgetBytes: number;
      /** The viewer has nothing: begin with a resize. */
      readonly restart: boolean;
    }
  /** Drops the request: nothing is captured until the next one. */
  | { readonly type: 'pause' };

/** Worker → main thread. The bytes' buffer is transferred. */
export type FromPictureWorker =
  | { readonly type: 'picture'; readonly request: number; readonly message: Bytes }
  | { readonly type: 'cursor'; readonly shape: CursorShape }
  /** The screen is lost or the worker cannot go on; nothing follows. */
  | { readonly type: 'lost'; readonly error: Error };
