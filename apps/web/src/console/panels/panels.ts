import type { Grant } from '@fjernhjelp/protocol';
import type { Sharpness, Viewer, ViewerStatus } from '@fjernhjelp/viewer';
import type { TransferStatus } from '@fjernhjelp/viewer/status';
import {
  BarChartIcon,
  ChatIcon,
  ClipboardIcon,
  FilesIcon,
  InformationSquareIcon,
  MicrophoneIcon,
  MonitorIcon,
  PencilIcon,
  PencilWritingIcon,
  PersonGroupIcon,
  RecordIcon,
} from '@navikt/aksel-icons';
import type { ComponentType } from 'react';
import type { TextKey } from '../../language/text-key.ts';
import { unreadOf } from '../session/use-chat-lines.ts';
import { ChatPanel } from './ChatPanel.tsx';
import { ClipboardPanel } from './ClipboardPanel.tsx';
import { CountersPanel } from './CountersPanel.tsx';
import { DrawingPanel } from './DrawingPanel.tsx';
import { FilesPanel } from './FilesPanel.tsx';
import { PeoplePanel } from './PeoplePanel.tsx';
import { RecordingPanel } from './RecordingPanel.tsx';
import { ScreensPanel } from './ScreensPanel.tsx';
import { SystemPanel } from './SystemPanel.tsx';
import { TypingPanel } from './TypingPanel.tsx';
import { VoicePanel } from './VoicePanel.tsx';

export interface PanelProps {
  id: string;
  status: ViewerStatus;
  viewer: Viewer | undefined;
  /** Else another session lies before it. */
  isShown: boolean;
  sharpness: Sharpness;
  onSharpness(sharpness: Sharpness): void;
  /** @param calledOff called when the helper does not ask after all */
  onAsk(grant: Grant, calledOff?: () => void): void;
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
  /** It has no button of its own in the toolbar: a menu there opens it. */
  readonly isInMenu?: boolean;
  /** The line's quality stands in the icon's place, and in its name. */
  readonly showsLine?: boolean;
  /** Its button and those after it belong together. */
  readonly startsGroup?: boolean;
  /** How many things wait in it to be seen. */
  count?(status: ViewerStatus): number;
}

const isAnswerWanted = ({ direction, state }: TransferStatus) =>
  direction === 'receiving' && state === 'offered';

/**
 * All panels of a session, in the order of their buttons: what passes between the two, the user's machine, the session itself.
 * One is open at a time.
 */
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
    name: 'voice',
    label: 'voice.title',
    Icon: MicrophoneIcon,
    Component: VoicePanel,
    isPossible: ({ possible }) => possible.includes('voice'),
    // The user waits for an answer.
    count: ({ voice }) => (voice?.state === 'offered' ? 1 : 0),
  },
  {
    name: 'files',
    label: 'files.title',
    Icon: FilesIcon,
    Component: FilesPanel,
    isPossible: ({ possible }) => possible.includes('files-to-user') || possible.includes('files-from-user'),
    count: ({ files }) => files?.transfers.filter(isAnswerWanted).length ?? 0,
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
    name: 'drawing',
    label: 'drawing.title',
    Icon: PencilIcon,
    Component: DrawingPanel,
    isPossible: ({ drawing }) => drawing !== undefined,
  },
  {
    name: 'screens',
    startsGroup: true,
    label: 'screens.title',
    Icon: MonitorIcon,
    Component: ScreensPanel,
    isPossible: ({ screens }) => screens !== undefined && screens.all.length > 1,
  },
  {
    name: 'system',
    label: 'system.title',
    Icon: InformationSquareIcon,
    Component: SystemPanel,
    isPossible: ({ possible }) => possible.includes('system-information'),
  },
  {
    name: 'people',
    startsGroup: true,
    label: 'people.title',
    Icon: PersonGroupIcon,
    Component: PeoplePanel,
    count: ({ people }) => (people.length > 1 ? people.length : 0),
  },
  {
    name: 'recording',
    label: 'recording.title',
    Icon: RecordIcon,
    Component: RecordingPanel,
    isPossible: ({ possible, userRecording }) =>
      possible.includes('recording') || userRecording !== undefined,
  },
  {
    name: 'counters',
    label: 'session.counters',
    Icon: BarChartIcon,
    Component: CountersPanel,
    showsLine: true,
  },
  {
    name: 'typing',
    label: 'typing.title',
    Icon: PencilWritingIcon,
    Component: TypingPanel,
    isInMenu: true,
    isPossible: ({ possible }) => possible.includes('control'),
  },
];
