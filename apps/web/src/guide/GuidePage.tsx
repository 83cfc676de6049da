import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react';
import { PrinterSmallIcon } from '@navikt/aksel-icons';
import { Fragment, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../layout/use-title.ts';
import { PortalFrame } from '../portal/PortalFrame.tsx';
import { printWithPictures, useLightPaper } from './paper.ts';
import { Step } from './Step.tsx';
import { type StepWords, useWords, type Words } from './words.ts';
import './guide.css';

const chapters = ['users', 'helpers', 'operators'] as const;

/** How to get help, how to help, and how to run it: to be read or printed. */
export function GuidePage() {
  const { t } = useTranslation();
  const words = useWords();
  useTitle(t('portal.guide'));
  useLightPaper();
  const isHere = words !== undefined;
  useEffect(() => {
    // The chapter in the address was not there yet when the browser looked for it.
    if (isHere) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [isHere]);
  return <PortalFrame>{words !== undefined && <Guide words={words} />}</PortalFrame>;
}

function Guide({ words }: { words: Words }) {
  return (
    <div className="portal-row portal-text guide">
      <div className="guide-head">
        <div>
          <Heading level={1} data-size="xl" tabIndex={-1}>
            {words.title}
          </Heading>
          <Paragraph data-size="lg" className="lead">
            {words.lead}
          </Paragraph>
        </div>
        <Button variant="secondary" className="guide-print" onClick={() => void printWithPictures()}>
          <PrinterSmallIcon aria-hidden />
          {words.print}
        </Button>
      </div>
      <nav aria-label={words.contents} className="guide-contents">
        <ol>
          {chapters.map((chapter) => (
            <li key={chapter}>
              <Link href={`#${chapter}`}>{words[chapter].title}</Link>
            </li>
          ))}
        </ol>
      </nav>
      <StepChapter id="users" words={words.users} />
      <StepChapter id="helpers" words={words.helpers} />
      <Operators words={words.operators} />
    </div>
  );
}

interface ChapterWords {
  readonly title: string;
  readonly lead: string;
}

function ChapterHead({ id, words }: { id: string; words: ChapterWords }) {
  return (
    <>
      <Heading level={2} data-size="lg" id={id} tabIndex={-1}>
        {words.title}
      </Heading>
      <Paragraph className="lead">{words.lead}</Paragraph>
    </>
  );
}

function StepChapter(props: {
  id: 'users' | 'helpers';
  words: ChapterWords & { steps: Readonly<Record<string, StepWords>> };
}) {
  const { id, words } = props;
  return (
    <section aria-labelledby={id} className="guide-chapter">
      <ChapterHead id={id} words={words} />
      <ol className="portal-steps guide-steps">
        {Object.entries(words.steps).map(([step, of], index) => (
          <Step key={step} name={step} words={of} isFirst={id === 'users' && index === 0} />
        ))}
      </ol>
    </section>
  );
}

function Operators({ words }: { words: Words['operators'] }) {
  return (
    <section aria-labelledby="operators" className="guide-chapter">
      <ChapterHead id="operators" words={words} />
      {words.sections.map(({ title, text, code }) => (
        <section key={title} className="guide-section">
          <Heading level={3} data-size="xs">
            {title}
          </Heading>
          {text.map((paragraph) => (
            <Paragraph key={paragraph}>{withCode(paragraph)}</Paragraph>
          ))}
          {code.length > 0 && (
            // Wider than a narrow window: whoever has no mouse scrolls it by keys.
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must take the focus (WCAG 2.1.1)
            <pre tabIndex={0}>
              <code>{code.join('\n')}</code>
            </pre>
          )}
        </section>
      ))}
    </section>
  );
}

/** What stands between backticks is to be written as it is. */
function withCode(text: string) {
  return text.split('`').map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one sentence have no other name
    index % 2 === 1 ? <code key={index}>{piece}</code> : <Fragment key={index}>{piece}</Fragment>,
  );
}
