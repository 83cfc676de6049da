import { Heading, Paragraph } from '@digdir/designsystemet-react';

/** One of the things that happen next, in a list of them. */
export function PlainStep({ title, text }: { title: string; text: string }) {
  return (
    <li className="portal-step">
      <Heading level={3} data-size="2xs">
        {title}
      </Heading>
      <Paragraph className="lead under">{text}</Paragraph>
    </li>
  );
}
