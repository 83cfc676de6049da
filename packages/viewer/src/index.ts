/** The helper's side of a session, in a browser. */

export type { ViewerCounters } from './counters/counters.ts';
export type { Scale } from './display/place-picture.ts';
export type { DrawingTool } from './drawing/drawing.ts';
export type { NamedKey } from './input/input.ts';
export type { KeyWay } from './input/key-way.ts';
export { releaseChord } from './input/release-chord.ts';
export { type Feature, missingFeature } from './missing-feature.ts';
export type { TextTyping, ViewerClipboard, ViewerStatus } from './status.ts';
export { createViewer } from './viewer.ts';
export type { Viewer, ViewerOptions } from './viewer-types.ts';
export type { Sharpness } from './watch/picture-bound.ts';
export type { Screens } from './watch/shown-screen.ts';
