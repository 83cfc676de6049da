import '../layout/live-mark.css';
import './recording.css';

export interface RecordingMarkProps {
  text: string;
  /** By other helpers, however many: something else says it aloud, and more of it. */
  isOthers?: boolean;
}

/** The red mark of a running recording, the same at both ends. */
export function RecordingMark({ text, isOthers = false }: RecordingMarkProps) {
  return (
    <p
      className="live-mark recording-mark"
      aria-live={isOthers ? undefined : 'polite'}
      data-others={isOthers}
      title={text}
    >
      <span className="keeps-fill" aria-hidden />
      <b>{text}</b>
    </p>
  );
}
