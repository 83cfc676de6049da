import { Button, Card, Fieldset, Heading, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { formatPassword, formatSessionId, limits } from '@fjernhjelp/protocol';
import { ArrowRightIcon } from '@navikt/aksel-icons';
import { type ClipboardEvent, type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findCodes } from '../../codes/find-codes.ts';
import { LiveRegion } from '../../layout/LiveRegion.tsx';
import { CodeField } from './CodeField.tsx';
import {
  type ConnectFields,
  type ConnectRequest,
  type FieldProblems,
  problemsWhileTyping,
  readFields,
} from './connect-request.ts';

export interface ConnectFormProps {
  fields: ConnectFields;
  /** The helper comes back from a session: the focus goes to the field to fill in next. */
  isBack: boolean;
  onChange(fields: ConnectFields): void;
  onConnect(request: ConnectRequest): void;
}

/** Where the helper enters what the user reads out, and says who they are. */
export function ConnectForm({ fields, isBack, onChange, onConnect }: ConnectFormProps) {
  const { t } = useTranslation();
  const [atSubmit, setAtSubmit] = useState<FieldProblems>({});
  const [wasPasted, setWasPasted] = useState(false);
  const idInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  const next = useRef(isBack ? (fields.id === '' ? idInput : passwordInput) : undefined);
  useEffect(() => next.current?.current?.focus(), []);
  const problems = { ...atSubmit, ...problemsWhileTyping(fields) };
  const say = (name: keyof FieldProblems) => problems[name] && t(problems[name]);

  function change(changed: Partial<ConnectFields>) {
    setAtSubmit((before) => {
      const left = { ...before };
      for (const name of Object.keys(changed)) delete left[name as keyof FieldProblems];
      return left;
    });
    onChange({ ...fields, ...changed });
  }

  /** Both in one text, as from a chat, go to their own fields. */
  function paste(event: ClipboardEvent) {
    const codes = findCodes(event.clipboardData.getData('text'));
    if (codes === undefined) return;
    event.preventDefault();
    change({ id: formatSessionId(codes.id), password: formatPassword(codes.password) });
    setWasPasted(true);
    nameInput.current?.focus();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const read = readFields(fields);
    if (read.request !== undefined) return onConnect(read.request);
    setAtSubmit(read.problems);
    const inputs = { id: idInput, password: passwordInput, name: nameInput };
    for (const name of ['id', 'password', 'name'] as const) {
      if (read.problems[name] === undefined) continue;
      inputs[name].current?.focus();
      return;
    }
  }

  return (
    <form onSubmit={submit} noValidate>
      <Card className="connect-card">
        <div className="connect-codes">
          <CodeField
            ref={idInput}
            label={t('console.id')}
            hint={t('console.idHint')}
            value={fields.id}
            groupLength={3}
            inputMode="numeric"
            error={say('id')}
            onChange={(id) => change({ id })}
            onPaste={paste}
          />
          <CodeField
            ref={passwordInput}
            label={t('console.password')}
            hint={t('console.passwordHint')}
            value={fields.password}
            groupLength={4}
            inputMode="text"
            error={say('password')}
            onChange={(password) => change({ password })}
            onPaste={paste}
          />
          <LiveRegion text={wasPasted ? t('console.pasted') : ''} />
        </div>
        <Fieldset className="connect-who" aria-describedby="connect-who-text">
          <Fieldset.Legend>
            <Heading level={2} data-size="2xs">
              {t('console.whoTitle')}
            </Heading>
          </Fieldset.Legend>
          {/* Not right behind the legend: Designsystemet would make it a part of the name, and it would be read twice. */}
          <div>
            <Paragraph id="connect-who-text">{t('console.whoText')}</Paragraph>
          </div>
          <Textfield
            ref={nameInput}
            label={t('console.helperName')}
            value={fields.name}
            maxLength={limits.nameChars}
            autoComplete="name"
            error={say('name')}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <Textfield
            label={t('console.organisation')}
            value={fields.organisation}
            maxLength={limits.nameChars}
            autoComplete="organization"
            onChange={(event) => change({ organisation: event.currentTarget.value })}
          />
          <Textfield
            className="connect-reason"
            label={t('console.reason')}
            value={fields.reason}
            maxLength={limits.reasonChars}
            autoComplete="off"
            onChange={(event) => change({ reason: event.currentTarget.value })}
          />
        </Fieldset>
        <Button type="submit" data-size="lg" className="connect-button">
          {t('console.connect')}
          <ArrowRightIcon aria-hidden />
        </Button>
      </Card>
    </form>
  );
}
