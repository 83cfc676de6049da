export type Point = readonly [x: number, y: number];

/** How finely a curve is cut into lines. */
const ARC_STEPS = 16;

/**
 * The lines of an SVG path of one piece: M, m, H, h, V, v, L, l, Z, z and circular A, a (SVG 2, section 9.3).
 * @throws Error for another command
 */
export function pathLines(path: string): Point[] {
  const points: Point[] = [];
  const tokens = path.match(/[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)/g) ?? [];
  let at: Point = [0, 0];
  let command = '';
  const number = () => Number(tokens.shift());
  while (tokens.length > 0) {
    if (/[A-Za-z]/.test(tokens[0]!)) command = tokens.shift()!;
    const isRelative = command === command.toLowerCase();
    const [fromX, fromY] = isRelative ? at : [0, 0];
    switch (command.toUpperCase()) {
      case 'M':
      case 'L':
        at = [fromX + number(), fromY + number()];
        break;
      case 'H':
        at = [fromX + number(), at[1]];
        break;
      case 'V':
        at = [at[0], fromY + number()];
        break;
      case 'A': {
        const radius = number();
        for (const _ of ['second radius', 'rotation', 'large']) number();
        const isClockwise = number() === 1;
        const to: Point = [fromX + number(), fromY + number()];
        points.push(...arc(at, to, radius, isClockwise));
        at = to;
        break;
      }
      case 'Z':
        at = points[0]!;
        break;
      default:
        throw new Error(`"${command}" in an SVG path`);
    }
    points.push(at);
  }
  return points;
}

/** The points between the ends of the smaller arc of a circle. */
function arc([x1, y1]: Point, [x2, y2]: Point, radius: number, isClockwise: boolean): Point[] {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const half = Math.hypot(dx, dy) / 2;
  const height = Math.sqrt(Math.max(0, radius ** 2 - half ** 2)) * (isClockwise ? 1 : -1);
  const [cx, cy] = [(x1 + x2) / 2 - (dy / (2 * half)) * height, (y1 + y2) / 2 + (dx / (2 * half)) * height];
  const start = Math.atan2(y1 - cy, x1 - cx);
  let turn = Math.atan2(y2 - cy, x2 - cx) - start;
  if (isClockwise && turn < 0) turn += 2 * Math.PI;
  if (!isClockwise && turn > 0) turn -= 2 * Math.PI;
  return Array.from({ length: ARC_STEPS - 1 }, (_, step) => {
    const angle = start + (turn * (step + 1)) / ARC_STEPS;
    return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
  });
}
