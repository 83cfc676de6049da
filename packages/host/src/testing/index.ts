export { connectPictureSource } from '../picture/connect-picture-source.ts';
export { PicturePacer } from '../picture/picture-pacer.ts';
export { createFakeBroker, type FakeBroker } from './fake-broker.ts';
export { FakeCapturer, patternAt } from './fake-capturer.ts';
export { createFakeChannel, type FakeChannel } from './fake-channel.ts';
export { createFakeClipboard, type FakeClipboard } from './fake-clipboard.ts';
export {
  createFakeDrawingBoard,
  type FakeDrawingBoard,
  type FakeDrawingSheet,
} from './fake-drawing-board.ts';
export { createFakeInjector, type FakeInjector } from './fake-injector.ts';
export { createFakePauseKey, type FakePauseKey } from './fake-pause-key.ts';
export { createFakePictureSource, type FakePictureSource } from './fake-picture-source.ts';
export { createFakePointerMark, type FakePointerMark } from './fake-pointer-mark.ts';
export { createFakeScreenFrame, type FakeScreenFrame } from './fake-screen-frame.ts';
export { createFakeUserInput, type FakeUserInput } from './fake-user-input.ts';
export { createPacedLine, MBIT, type PacedLine } from './paced-line.ts';
export { createPacedViewer, type PacedViewer } from './paced-viewer.ts';
export { createFakePartPorts, type FakePartPorts } from './part-ports.ts';
export { createSimulatedLine } from './simulated-line.ts';
export { createSimulatedTime, type SimulatedTime } from './simulated-time.ts';
export { someSystemReport } from './system-report.ts';
