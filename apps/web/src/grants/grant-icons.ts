import type { Grant } from '@fjernhjelp/protocol';
import {
  ChatIcon,
  ClipboardIcon,
  EyeIcon,
  FileExportIcon,
  FileImportIcon,
  HandFingerIcon,
  InformationSquareIcon,
  LocationPinIcon,
  MicrophoneIcon,
  PersonPlusIcon,
  RecordIcon,
} from '@navikt/aksel-icons';

/** One picture for each thing that a helper may do, the same at both ends. */
export const grantIcons = {
  view: EyeIcon,
  point: LocationPinIcon,
  control: HandFingerIcon,
  'clipboard-to-user': ClipboardIcon,
  'clipboard-from-user': ClipboardIcon,
  'files-to-user': FileImportIcon,
  'files-from-user': FileExportIcon,
  chat: ChatIcon,
  'system-information': InformationSquareIcon,
  recording: RecordIcon,
  voice: MicrophoneIcon,
  invite: PersonPlusIcon,
} as const satisfies Readonly<Record<Grant, unknown>>;
