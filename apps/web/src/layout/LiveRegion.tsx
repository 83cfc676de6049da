export interface LiveRegionProps {
  /** Empty when there is nothing to say. */
  text: string;
  /** Said at once, whatever is being read. */
  urgent?: boolean;
  /** Tells texts apart that are the same and are each to be said. */
  number?: number;
}

/**
 * Says what changed to people who do not see it; in the document before there is anything to say. The focus goes to the new heading as
 * well: a screen reader that was on what is gone says nothing of that. Without a role: Orca reads no text of a status, and names it even
 * when it is empty (docs/accessibility.md).
 */
export function LiveRegion({ text, urgent = false, number = 0 }: LiveRegionProps) {
  return (
    <>
      <p className="ds-sr-only" aria-live="polite" aria-atomic>
        {!urgent && text !== '' && <span key={number}>{text}</span>}
      </p>
      <p className="ds-sr-only" aria-live="assertive" aria-atomic>
        {urgent && text !== '' && <span key={number}>{text}</span>}
      </p>
    </>
  );
}
