export { createFakeBroker, type FakeBroker } from './fake-broker.ts';
export { FakeCapturer, patternAt } from './fake-capturer.ts';
export { createFakeChannel, type FakeChannel } from './fake-channel.ts';
export { createFakeInjector, type FakeInjector } from './fake-injector.ts';
export { createFakePictureSource, type FakePictureSource } from './fake-picture-source.ts';
export { createFakePointerMark, type FakePointerMark } from './fake-pointer-mark.ts';
export { createFakeUserInput, type FakeUserInput } from './fake-user-input.ts';
export { createPacedLine, MBIT, type PacedLine } from './paced-line.ts';
export { createSimulatedTime, type SimulatedTime } from './simulated-time.ts';
