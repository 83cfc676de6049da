import './mark.css';

/** A screen and somebody else's pointer on it. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect className="mark-ground" width="32" height="32" rx="7" />
      <g className="mark-lines">
        <path d="M7 9.500A1.500 1.500 0 0 1 8.500 8h15A1.500 1.500 0 0 1 25 9.500v9a1.500 1.500 0 0 1-1.500 1.500h-4" />
        <path d="M7 9.500v9A1.500 1.500 0 0 0 8.500 20H9" />
        <path className="mark-pointer" d="m12.200 13 2.700 11.300 2.200-4.300 4.700-1.100z" />
      </g>
    </svg>
  );
}
