import { type Line, LineBars } from './LineBars.tsx';
import { useLineWords } from './use-line-words.ts';

/** Which way the session goes and how well, in few words and by the bars. */
export function LineMark({ line }: { line: Line }) {
  const words = useLineWords();
  return (
    <span className="line-mark">
      <LineBars line={line} />
      {words(line)}
    </span>
  );
}
