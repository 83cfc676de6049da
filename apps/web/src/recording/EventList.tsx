import { Heading } from '@digdir/designsystemet-react';
import type { RecordingEvent } from '@fjernhjelp/protocol';
import type { RecordingFile } from '@fjernhjelp/viewer/recording';
import { useTranslation } from 'react-i18next';
import { formatPosition } from './position.ts';

export interface EventListProps {
  file: RecordingFile;
  timeMs: number;
  onSeek(timeMs: number): void;
}

/** What happened, each with the way there. */
export function EventList({ file, timeMs, onSeek }: EventListProps) {
  const { t } = useTranslation();
  const tell = useTelling();
  const rows = file.events.flatMap(({ timeMs, event }, at) =>
    tell(event).map((text, part) => ({ key: `${at} ${part}`, timeMs, text })),
  );
  const now = rows.findLastIndex((row) => row.timeMs <= timeMs);
  return (
    <section className="recording-events">
      <Heading level={2} data-size="2xs">
        {t('recording.events')}
      </Heading>
      <ol>
        {rows.map((row, at) => (
          <li key={row.key}>
            <button type="button" aria-current={at === now} onClick={() => onSeek(row.timeMs)}>
              <span>{formatPosition(row.timeMs)}</span> {row.text}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** @returns what says an event in one sentence or two */
function useTelling(): (event: RecordingEvent) => readonly string[] {
  const { t } = useTranslation();
  return (event) => {
    switch (event.type) {
      case 'people': {
        const named = event.people.map(({ name, organisation, control }) => ({
          name: [name || t('recording.someone'), organisation].filter(Boolean).join(', '),
          control,
        }));
        const inControl = named.find(({ control }) => control);
        return [
          t('recording.eventPeople', { names: named.map(({ name }) => name).join(' · ') }),
          inControl === undefined
            ? t('recording.eventNoControl')
            : t('recording.eventControl', { name: inControl.name }),
        ];
      }
      case 'grants':
        return [
          event.grants.length === 0
            ? t('recording.eventNoGrants')
            : t('recording.eventGrants', {
                grants: event.grants.map((grant) => t(`grants.${grant}.may`)).join(' · '),
              }),
        ];
      case 'chat':
        return [t('recording.eventChat', { name: event.name || t('recording.user'), text: event.text })];
      case 'line':
        return [t(event.isConnected ? 'recording.eventBack' : 'recording.eventLost')];
    }
  };
}
