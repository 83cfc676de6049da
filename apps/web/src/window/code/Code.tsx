import { Button } from '@digdir/designsystemet-react';
import { CheckmarkIcon, FilesIcon } from '@navikt/aksel-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupsOf, spelledOut } from '../../codes/groups.ts';
import { LiveRegion } from '../../layout/LiveRegion.tsx';

export interface CodeProps {
  label: string;
  /** Ungrouped. */
  code: string;
  groupLength: number;
  copyLabel: string;
}

/** An ID or a password, very large and in groups; a screen reader hears it character by character. */
export function Code({ label, code, groupLength, copyLabel }: CodeProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<string>();
  const groups = groupsOf(code, groupLength);

  async function copy() {
    await navigator.clipboard.writeText(groups.join(' '));
    setCopied(code);
  }

  return (
    <section className="code">
      <div className="code-head">
        <h2>{label}</h2>
        <Button
          variant="tertiary"
          data-size="sm"
          aria-label={copied === code ? undefined : copyLabel}
          onClick={copy}
        >
          {copied === code ? <CheckmarkIcon aria-hidden /> : <FilesIcon aria-hidden />}
          {copied === code ? t('window.copied') : t('window.copy')}
        </Button>
      </div>
      {/* The spaces keep the groups apart for whoever takes the text without its looks. */}
      <p className="code-groups" aria-hidden="true">
        {groups.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be equal, and they never move.
          <span key={index}>{` ${group}`}</span>
        ))}
      </p>
      <p className="ds-sr-only">{` ${spelledOut(code, groupLength)}`}</p>
      <LiveRegion text={copied === code ? t('window.copied') : ''} />
    </section>
  );
}
