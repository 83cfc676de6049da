import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { pictureOf, type StepWords } from './words.ts';

export interface StepProps {
  /** Names the picture. */
  name: string;
  words: StepWords;
  /** What is seen at once is fetched at once. */
  isFirst: boolean;
}

/** What to do, and how it looks. */
export function Step({ name, words, isFirst }: StepProps) {
  const { i18n } = useTranslation();
  return (
    <li className="guide-step">
      <div className="portal-step">
        <Heading level={3} data-size="xs">
          {words.title}
        </Heading>
        <Paragraph className="under">{words.text}</Paragraph>
        {words.instead !== undefined && <Instead words={words.instead} />}
      </div>
      <img
        className="guide-picture"
        src={pictureOf(i18n.language, name)}
        alt={words.picture}
        loading={isFirst ? 'eager' : 'lazy'}
        decoding="async"
      />
    </li>
  );
}

function Instead({ words }: { words: NonNullable<StepWords['instead']> }) {
  return (
    <div className="guide-instead">
      <Heading level={4} data-size="2xs">
        {words.title}
      </Heading>
      <Paragraph className="under">{words.text}</Paragraph>
      <ol>
        {words.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  );
}
