import './clipboard.css';
import { Button, Field, Heading, Label, Paragraph, Textarea } from '@digdir/designsystemet-react';
import type { Grant } from '@fjernhjelp/protocol';
import type { ViewerClipboard } from '@fjernhjelp/viewer';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { localesOf } from '../../language/locales.ts';
import { useAmounts } from '../../language/use-amounts.ts';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panels.ts';

/** What goes from one clipboard to the other: how it is asked for, what became of it, and the way where a browser allows no better. */
export function ClipboardPanel({ status, viewer, onAsk, onDrop, ...frame }: PanelProps) {
  const { t } = useTranslation();
  const { clipboard, grants } = status;
  const direction = (grant: Grant, ask: string) => ({
    ask,
    isOn: grants.includes(grant),
    isAsked: status.requestedGrant === grant,
    canAsk: status.requestedGrant === undefined,
    onAsk: () => onAsk(grant),
    onDrop: () => onDrop(grant),
  });
  return (
    <Panel {...frame} title={t('clipboard.title')} closeLabel={t('clipboard.close')}>
      <Direction
        title={t('clipboard.toUser')}
        {...direction('clipboard-to-user', t('clipboard.askToUser'))}
        explain={t('clipboard.toUserOn')}
      >
        <News news={clipboard?.toUser} isHere={false} />
        {clipboard?.isManual && <Paragraph>{t('clipboard.manual')}</Paragraph>}
        <Button variant="secondary" onClick={() => viewer?.clipboard.send()}>
          {t('clipboard.sendNow')}
        </Button>
        {clipboard?.isManual && <PasteField onPaste={(transfer) => viewer?.clipboard.sendThis(transfer)} />}
      </Direction>
      <Direction
        title={t('clipboard.fromUser')}
        {...direction('clipboard-from-user', t('clipboard.askFromUser'))}
        explain={t('clipboard.fromUserOn')}
      >
        {clipboard?.isWaiting ? (
          <Paragraph>
            <strong>{t('clipboard.waiting')}</strong>
          </Paragraph>
        ) : (
          <News news={clipboard?.fromUser} isHere />
        )}
      </Direction>
    </Panel>
  );
}

interface DirectionProps {
  title: string;
  ask: string;
  explain: string;
  isOn: boolean;
  isAsked: boolean;
  canAsk: boolean;
  onAsk(): void;
  onDrop(): void;
  children: ReactNode;
}

function Direction({ title, ask, explain, isOn, isAsked, canAsk, onAsk, onDrop, children }: DirectionProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <section className="clipboard-direction" aria-labelledby={id}>
      <Heading level={3} data-size="2xs" id={id}>
        {title}
      </Heading>
      {isOn ? (
        <>
          <Paragraph>{explain}</Paragraph>
          {children}
          <Button
            variant="tertiary"
            className="flush"
            data-color="neutral"
            aria-describedby={id}
            onClick={onDrop}
          >
            {t('clipboard.stop')}
          </Button>
        </>
      ) : (
        <Button variant="secondary" aria-disabled={!canAsk} onClick={() => canAsk && onAsk()}>
          {isAsked ? t('clipboard.asked') : ask}
        </Button>
      )}
    </section>
  );
}

/** What became of the last copy. @param isHere it came here; else it went to the user */
function News({ news, isHere }: { news: ViewerClipboard['toUser']; isHere: boolean }) {
  const { t, i18n } = useTranslation();
  const { bytes } = useAmounts();
  if (news === undefined) return null;
  let told: string;
  if (news.state === 'too-large') told = t(isHere ? 'clipboard.tooLargeTheirs' : 'clipboard.tooLargeOwn');
  else if (news.state === 'not-allowed') told = t('clipboard.notAllowed');
  else if (news.state === 'failed') told = t('clipboard.failed');
  else {
    const size = bytes(news.totalBytes);
    if (news.state === 'moving') told = t(isHere ? 'clipboard.movingHere' : 'clipboard.moving', { size });
    else {
      const names = news.formats.map((format) => t(`clipboard.${format}`));
      const what = new Intl.ListFormat(localesOf(i18n.language)).format(names);
      told = t(isHere ? 'clipboard.placedHere' : 'clipboard.placedThere', { what, size });
    }
  }
  return <Paragraph aria-live="polite">{told}</Paragraph>;
}

/** Takes what is pasted, and keeps nothing of it. */
function PasteField({ onPaste }: { onPaste(transfer: DataTransfer): void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Field data-size="sm">
      <Label htmlFor={id}>{t('clipboard.paste')}</Label>
      <Textarea
        id={id}
        rows={1}
        value=""
        onChange={() => {}}
        onPaste={(event) => {
          event.preventDefault();
          onPaste(event.clipboardData);
        }}
      />
    </Field>
  );
}
