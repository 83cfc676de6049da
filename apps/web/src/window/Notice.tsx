import { Heading, Paragraph, Spinner } from '@digdir/designsystemet-react';

export interface NoticeProps {
  title: string;
  text: string;
  /** Something is going on. */
  isBusy?: boolean;
}

/** A state with nothing to decide. */
export function Notice({ title, text, isBusy = false }: NoticeProps) {
  return (
    <main className="window-main notice">
      {isBusy && <Spinner aria-hidden data-size="lg" />}
      <Heading level={1} data-size="sm">
        {title}
      </Heading>
      <Paragraph>{text}</Paragraph>
    </main>
  );
}
