import type { Grant } from '@fjernhjelp/protocol';
import type { Sharpness, Viewer, ViewerStatus } from '@fjernhjelp/viewer';
import {
  BarChartIcon,
  ChatIcon,
  ClipboardIcon,
  InformationSquareIcon,
  PersonGroupIcon,
} from '@navikt/aksel-icons';
import type { ComponentType } from 'react';
import type { TextKey } from '../../language/text-key.ts';
import { unreadOf } from '../use-chat-lines.ts';
import { ChatPanel } from './ChatPanel.tsx';
import { ClipboardPanel } from './ClipboardPanel.tsx';
import { CountersPanel } from './CountersPanel.tsx';
import { PeoplePanel } from './PeoplePanel.tsx';
import { SystemPanel } from './SystemPanel.tsx';

export interface PanelProps {
  id: string;
  status: ViewerStatus;
  viewer: Viewer | undefined;
  sharpness: Sharpness;
  onSharpness(sharpness: Sharpness): void;
  onAsk(grant: Grant): void;
  onDrop(grant: Grant): void;
  onClose(): void;
}

export interface PanelEntry {
  readonly name: string;
  /** Of its button in the toolbar. */
  readonly label: TextKey;
  readonly Icon: typeof BarChartIcon;
  readonly Component: ComponentType<PanelProps>;
  /** Whether this host has what the panel is for; without it, always. */
  isPossible?(status: ViewerStatus): boolean;
  /** How many things wait in it to be seen. */
  count?(status: ViewerStatus): number;
}

/** All panels of a session, in the order of their buttons. One is open at a time. */
export const panels: readonly PanelEntry[] = [
  {
    name: 'chat',
    label: 'chat.title',
    Icon: ChatIcon,
    Component: ChatPanel,
    isPossible: ({ possible, chat }) => possible.includes('chat') || chat !== undefined,
    count: unreadOf,
  },
  {
    name: 'clipboard',
    label: 'clipboard.title',
    Icon: ClipboardIcon,
    Component: ClipboardPanel,
    isPossible: ({ possible }) =>
      possible.includes('clipboard-to-user') || possible.includes('clipboard-from-user'),
    // Something waits for a click.
    count: ({ clipboard }) => (clipboard?.isWaiting ? 1 : 0),
  },
  {
    name: 'people',
    label: 'people.title',
    Icon: PersonGroupIcon,
    Component: PeoplePanel,
    count: ({ people }) => (people.length > 1 ? people.length : 0),
  },
  {
    name: 'system',
    label: 'system.title',
    Icon: InformationSquareIcon,
    Component: SystemPanel,
    isPossible: ({ possible }) => possible.includes('system-information'),
  },
  { name: 'counters', label: 'session.counters', Icon: BarChartIcon, Component: CountersPanel },
];
