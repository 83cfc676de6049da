/** Says what changed to people who do not see it; in the document before there is anything to say. */
export function LiveRegion({ text, urgent = false }: { text: string; urgent?: boolean }) {
  return (
    <>
      <p className="ds-sr-only" role="status">
        {urgent ? '' : text}
      </p>
      <p className="ds-sr-only" role="alert">
        {urgent ? text : ''}
      </p>
    </>
  );
}
