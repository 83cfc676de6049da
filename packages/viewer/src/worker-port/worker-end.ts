import { createInlet, type Hear } from './inlet.ts';
import { createOutlet, type Outlet, type Posted } from './outlet.ts';

/** What a dedicated worker has; the DOM's types know only the page. */
export interface WorkerScope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown, transfer?: Transferable[]): void;
  close(): void;
}

/** The first message of a page: the memory that small messages take, or none. */
export interface Begin {
  readonly memory: { readonly toPage: SharedArrayBuffer; readonly toWorker: SharedArrayBuffer } | undefined;
}

/** A worker's end of what it and its page tell one another (`createPageEnd`). Listens from here on; an error reaches the page. */
export function createWorkerEnd<ToWorker, ToPage>(
  scope: WorkerScope,
  hear: Hear<ToWorker>,
): Pick<Outlet<ToPage>, 'post'> {
  const inlet = createInlet(hear);
  const outlet = createOutlet<ToPage>((posted, transfer) => scope.postMessage(posted, transfer));

  scope.onmessage = ({ data: { memory } }: MessageEvent<Begin>) => {
    scope.onmessage = ({ data }: MessageEvent<Posted>) => inlet.posted(data);
    if (memory === undefined) return;
    outlet.share(memory.toPage);
    // That it was reported is what ends the worker.
    inlet.share(memory.toWorker, () => {});
  };

  return { post: outlet.post };
}
