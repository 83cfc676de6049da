import { createFileKey, createRecorder } from '@fjernhjelp/codec/recording';
import {
  type Bytes,
  concatBytes,
  createRecordingCode,
  encodeRecordingHeader,
  systemRandomBytes,
} from '@fjernhjelp/protocol';

/** @returns a recording of four seconds, small as a stamp, and its code */
export async function someRecording(): Promise<{ file: Buffer; code: string }> {
  const code = createRecordingCode(systemRandomBytes);
  const { header, key } = await createFileKey(code, Date.UTC(2026, 10, 25, 12), systemRandomBytes);
  const parts: Bytes[] = [encodeRecordingHeader(header)];
  let nowMs = 0;
  const recorder = createRecorder({ key, now: () => nowMs, write: (bytes) => void parts.push(bytes) });
  recorder.resize({ widthPx: 160, heightPx: 100 });
  recorder.event({
    type: 'people',
    people: [{ name: 'Kari Hansen', organisation: 'Leverandør AS', control: true }],
  });
  recorder.event({ type: 'grants', grants: ['view', 'point', 'control', 'chat', 'recording'] });
  recorder.event({ type: 'line', isConnected: true });
  recorder.put(
    [{ xPx: 0, yPx: 0, widthPx: 160, heightPx: 100 }],
    new Uint8Array(160 * 100 * 4).fill(90).buffer,
  );
  await recorder.tick();
  nowMs = 2000;
  recorder.event({ type: 'chat', name: '', text: 'Nå ser jeg hva du gjør.' });
  recorder.event({ type: 'line', isConnected: false });
  await recorder.tick();
  nowMs = 4000;
  await recorder.stop();
  return { file: Buffer.from(concatBytes(...parts)), code };
}
