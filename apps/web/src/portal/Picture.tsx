/** A screen with the helper's pointer on it, and the helper at the other end. Says nothing that the words do not. */
export function Picture() {
  return (
    <svg className="picture" viewBox="0 0 320 200" aria-hidden="true" focusable="false">
      <path className="picture-line picture-dotted" d="M206 92c34-44 62-32 66 6" />
      <rect className="picture-screen" x="24" y="26" width="184" height="118" rx="10" />
      <path className="picture-line" d="M4 162h224M92 162v-18M140 162v-18" />
      <rect className="picture-window" x="44" y="46" width="92" height="70" rx="6" />
      <path className="picture-text" d="M58 64h34M58 79h62M58 98h14m7 0h14m7 0h14" />
      <circle className="picture-person" cx="272" cy="140" r="36" />
      <circle className="picture-face" cx="272" cy="131" r="12" />
      <path className="picture-face" d="M250 163c2-14 11-20 22-20s20 6 22 20a36 36 0 0 1-44 0z" />
      <path className="picture-line picture-headset" d="M256 134v-5a16 16 0 0 1 32 0v5" />
      <path className="picture-pointer" d="m150 84 13 42 9-15 17-5z" />
    </svg>
  );
}
