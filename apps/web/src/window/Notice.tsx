import { Heading, Paragraph } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { Busy } from '../layout/Busy.tsx';

export interface NoticeProps {
  title: string;
  text: string;
  /** Something is going on. */
  isBusy?: boolean;
  /** What can be done. */
  children?: ReactNode;
}

/** A state with nothing to decide, beyond trying again. */
export function Notice({ title, text, isBusy = false, children }: NoticeProps) {
  return (
    <main className="window-main notice">
      {isBusy && <Busy size="lg" />}
      <Heading level={1} data-size="sm">
        {title}
      </Heading>
      <Paragraph>{text}</Paragraph>
      {children}
    </main>
  );
}
