import { Card, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { ReactNode, Ref } from 'react';

export interface DoorCardProps {
  title: string;
  /** One sentence: what the helper can do, and what it takes. */
  can: string;
  /** The one to try first. */
  isFront: boolean;
  heading?: Ref<HTMLHeadingElement> | undefined;
  children: ReactNode;
}

/** One way to get help. */
export function DoorCard({ title, can, isFront, heading, children }: DoorCardProps) {
  return (
    <Card asChild className="door" data-front={isFront}>
      <section>
        <Heading level={2} data-size={isFront ? 'md' : 'xs'} ref={heading} tabIndex={-1}>
          {title}
        </Heading>
        <Paragraph className="under">{can}</Paragraph>
        {children}
      </section>
    </Card>
  );
}
