import type { CreateScene } from '../scene.ts';
import { drag } from './drag.ts';
import { scroll } from './scroll.ts';
import { switching } from './switching.ts';
import { echo, typing } from './typing.ts';
import { echoVideo, video } from './video.ts';

export const scenes = {
  typing,
  scroll,
  drag,
  switch: switching,
  video,
  echo,
  'echo-video': echoVideo,
} as const satisfies Record<string, CreateScene>;

export type WorkloadName = keyof typeof scenes;
export const workloadNames = Object.keys(scenes) as WorkloadName[];
/** Those that press keys in the viewer. */
export const echoWorkloads: readonly WorkloadName[] = ['echo', 'echo-video'];
