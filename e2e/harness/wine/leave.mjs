// Opens the clipboard's thread and ends: `node.exe leave.mjs "at once"`, or as soon as that has its window.
import { WindowsClipboard } from '../../../apps/client/src/desktop/windows/clipboard/clipboard.ts';

const clipboard = new WindowsClipboard();
if (process.argv[2] !== 'at once') {
  await clipboard.read(1000).catch(() => {});
  clipboard.close();
}
process.exit();
