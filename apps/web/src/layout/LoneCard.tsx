import './lone-card.css';
import { Card, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';

export interface LoneCardProps {
  title: string;
  text: string;
  /** What can be done. */
  children: ReactNode;
}

/** All that a page says when there is nothing else on it. */
export function LoneCard({ title, text, children }: LoneCardProps) {
  return (
    <div className="lone">
      <Card className="lone-card">
        <Heading level={1} data-size="md">
          {title}
        </Heading>
        <Paragraph className="lead under">{text}</Paragraph>
        {children}
      </Card>
    </div>
  );
}
