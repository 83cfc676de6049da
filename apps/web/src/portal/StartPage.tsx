import { Heading, Link, Paragraph } from '@digdir/designsystemet-react';
import { ArrowLeftIcon } from '@navikt/aksel-icons';
import { type Ref, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusOnChange } from '../layout/use-focus-on-change.ts';
import { useTitle } from '../layout/use-title.ts';
import { type Door, readOperator } from '../operator/operator.ts';
import { StrangersWarning } from '../safety/StrangersWarning.tsx';
import { readRemembered, remember } from '../storage/remembered.ts';
import { BrowserDoor } from './BrowserDoor.tsx';
import { ClientDoor } from './ClientDoor.tsx';
import { doorsFor, wayOf } from './doors.ts';
import { machineOf, readBrowser } from './machine.ts';
import { NoDoor } from './NoDoor.tsx';
import { PackageDoor } from './PackageDoor.tsx';
import { PlainStep } from './PlainStep.tsx';
import { useClientLink } from './use-client-link.ts';
import { usePackage } from './use-package.ts';

/** Where a user starts remote help: the door that fits this machine in front; when it does not open, the next. */
export function StartPage() {
  const { t } = useTranslation();
  const [operator] = useState(() => readOperator(document));
  const [machine] = useState(() => machineOf(readBrowser()));
  const [last] = useState(() => readRemembered('door'));
  const link = useClientLink();
  const offered = usePackage();
  const [givenUp, setGivenUp] = useState<ReadonlySet<Door>>(new Set());
  const { opening } = link;
  useTitle(t('start.button'));

  const doors = doorsFor(machine, operator.doors, offered !== undefined, last);
  const { front, others } = wayOf(doors, givenUp);
  const heading = useFocusOnChange<HTMLHeadingElement>([...givenUp].join());
  const giveUp = (door: Door) => setGivenUp((before) => new Set(before).add(door));

  useEffect(() => {
    if (opening === 'not-opened') setGivenUp((before) => new Set(before).add('client'));
    if (opening !== 'opened') return;
    // It may have been slow, or the browser's question was answered late.
    setGivenUp((before) => new Set([...before].filter((door) => door !== 'client')));
    remember('door', 'client');
  }, [opening]);

  function show(door: Door, isFront: boolean, headingOf?: Ref<HTMLHeadingElement>) {
    const props = { isFront, heading: headingOf, onGiveUp: () => giveUp(door) };
    if (door === 'client') return <ClientDoor key={door} {...props} link={link} />;
    if (door === 'browser') return <BrowserDoor key={door} {...props} />;
    return offered && <PackageDoor key={door} {...props} offered={offered} />;
  }

  return (
    <>
      <div className="portal-hero">
        <div className="portal-row">
          <Link className="portal-back" href="#/">
            <ArrowLeftIcon aria-hidden />
            <span>{t('start.back')}</span>
          </Link>
          <Heading level={1} data-size="xl" tabIndex={-1}>
            {t('start.title')}
          </Heading>
          <Paragraph data-size="lg" className="lead">
            {t('start.lead')}
          </Paragraph>
          <div className="start-front">
            {front !== undefined && givenUp.size > 0 && (
              <Paragraph className="start-instead" aria-live="polite">
                {t('start.instead')}
              </Paragraph>
            )}
            {front === undefined ? (
              <NoDoor
                machine={machine}
                hasTried={givenUp.size > 0}
                contact={operator.contact}
                heading={heading}
              />
            ) : (
              show(front, true, heading)
            )}
          </div>
        </div>
      </div>
      <div className="portal-row start-below">
        <StrangersWarning />
        {others.length > 0 && (
          <section aria-labelledby="others">
            <Heading level={2} data-size="sm" id="others">
              {t(front === undefined ? 'doors.againTitle' : 'doors.othersTitle')}
            </Heading>
            <div className="start-others">{others.map((door) => show(door, false))}</div>
          </section>
        )}
        {doors.length > 0 && (
          <section aria-labelledby="steps">
            <Heading level={2} data-size="sm" id="steps">
              {t('start.stepsTitle')}
            </Heading>
            <ol className="portal-steps start-steps">
              <PlainStep title={t('start.step1Title')} text={t('start.step1Text')} />
              <PlainStep title={t('start.step2Title')} text={t('start.step2Text')} />
              <PlainStep title={t('start.step3Title')} text={t('start.step3Text')} />
            </ol>
          </section>
        )}
      </div>
    </>
  );
}
