import { listPicked, type PickedFile } from '@fjernhjelp/viewer/picked-files';

/** A question of the client: part of one of the files. */
interface Question {
  readonly read: number;
  readonly entry: number;
  readonly offset: number;
  readonly mostBytes: number;
}

/**
 * Offers files that the user picked in this page to a helper. The client asks for them piece by piece, so the page must stay;
 * the browser's own dialog decides what the client gets, and the client opens no path by itself.
 * @returns why they cannot be sent
 */
export function offerFiles(
  token: string,
  person: number,
  picked: readonly PickedFile[],
): 'too-many' | undefined {
  const { entries, problem } = listPicked(picked);
  if (problem !== undefined || entries.length === 0) return problem;
  const socket = new WebSocket(`ws://${location.host}/files`);
  socket.onopen = () => {
    socket.send(token);
    socket.send(JSON.stringify({ person, entries }));
  };
  socket.onmessage = ({ data }) => void answer(socket, picked, JSON.parse(data as string) as Question);
  return undefined;
}

async function answer(
  socket: WebSocket,
  picked: readonly PickedFile[],
  { read, entry, offset, mostBytes }: Question,
): Promise<void> {
  try {
    const part = await picked[entry]?.file?.slice(offset, offset + mostBytes).arrayBuffer();
    const number = new DataView(new ArrayBuffer(4));
    number.setUint32(0, read);
    socket.send(new Blob([number, part ?? new ArrayBuffer()]));
  } catch {
    // Changed, moved or not allowed since it was picked: the client says so to both people.
    socket.send(JSON.stringify({ failed: read }));
  }
}
