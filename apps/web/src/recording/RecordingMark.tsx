import './recording.css';

/** The red mark of a running recording, the same at both ends. */
export function RecordingMark({ text }: { text: string }) {
  return (
    <p className="recording-mark" aria-live="polite">
      <span aria-hidden />
      {text}
    </p>
  );
}
