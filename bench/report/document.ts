import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../e2e/harness/resources.ts';
import { lineSpeeds, shaping } from '../line.ts';
import { type CaseResult, type Results, resultsFolder, screenCounts, whyNoFigure } from '../results.ts';
import { columns } from '../table.ts';
import { workloadNames } from '../workloads/scenes/index.ts';
import { ofEncoding } from './encoding.ts';
import { growthTable } from './growth.ts';
import { minute } from './minute.ts';
import { type Plot, plot } from './plots.ts';
import { judge, type Verdict } from './targets.ts';

/** Writes docs/PERFORMANCE.md and its plots. @returns the files */
export function writeDocument(results: Results): string[] {
  const files = documentFiles(results);
  for (const { path, text } of files) writeFileSync(path, text);
  return files.map(({ path }) => path);
}

/** @returns docs/PERFORMANCE.md and its plots, as they are to be */
export function documentFiles(results: Results): { readonly path: string; readonly text: string }[] {
  const plots = plot(results);
  return [
    ...plots.map(({ file, svg }) => ({ path: join(resultsFolder, file), text: svg })),
    { path: join(root, 'docs/PERFORMANCE.md'), text: document(results, plots) },
  ];
}

function document(results: Results, plots: readonly Plot[]): string {
  const machines = machinesOf(results);
  return [
    '# How fast and how sharp',
    '',
    'Made by `npm run bench:peers` from [bench/results/peers.json](../bench/results/peers.json); not to be edited by hand.',
    'Medians of runs on machines that are not equally fast, nor one of them on every day: only figures of one run of the command are compared with each other.',
    '',
    ...measuredOn(results, machines),
    ...verdicts(results, machines),
    ...lineSpeeds.flatMap((line) => ofLine(results, line, plots)),
    ...ofScreens(results, plots),
    ...ofEncoding(),
    ...method,
  ].join('\n');
}

/** Runs on it describe it in the same lines. */
interface Machine {
  readonly lines: readonly string[];
  /** What was measured on it, the oldest first. */
  readonly cases: readonly CaseResult[];
}

/** @returns in the order in which they were first used */
function machinesOf({ machines, cases }: Results): Machine[] {
  const sorted = cases.toSorted((a, b) => a.measuredIn.localeCompare(b.measuredIn));
  const found = Map.groupBy(sorted, ({ measuredIn }) => (machines[measuredIn] ?? []).join('\n'));
  return [...found].map(([described, own]) => ({
    lines: described === '' ? [] : described.split('\n'),
    cases: own,
  }));
}

/** @returns which lines and workloads these are of, in words */
function whatOf(cases: readonly CaseResult[]): string {
  return lineSpeeds
    .flatMap(({ name, title }) =>
      screenCounts.flatMap((screens) => {
        const own = cases.filter((one) => one.line === name && one.screens === screens);
        const workloads = workloadNames.filter((workload) => own.some((one) => one.workload === workload));
        const where = screens === 1 ? title : `${title}, ${screens} screens`;
        return workloads.length === 0 ? [] : [`${where}: ${workloads.join(', ')}`];
      }),
    )
    .join('; ');
}

function measuredOn({ systems }: Results, machines: readonly Machine[]): string[] {
  return [
    '## What was measured, and where',
    '',
    ...machines.flatMap(({ lines, cases }, i) => {
      const runs = [...new Set(cases.map(({ measuredIn }) => measuredIn))];
      return [
        ...(machines.length > 1 ? [`Machine ${i + 1}, where these were measured: ${whatOf(cases)}`, ''] : []),
        ...lines.map((line) => `- ${line}`),
        `- ${runs.length} run${runs.length === 1 ? '' : 's'} of the command: ${runs.map(minute).join(', ')} (UTC)`,
        '',
      ];
    }),
    '| system | version and settings, in the newest run with it |',
    '| --- | --- |',
    ...Object.values(systems).map(({ name, description }) => `| ${name} | ${description} |`),
    '',
  ];
}

function verdicts(results: Results, machines: readonly Machine[]): string[] {
  return [
    '## What it must reach',
    '',
    'Against the best peer of each figure, in the same run of the command, one 1920×1080 screen. “The line was full”: more than 85 % of what it can carry',
    'was carried, from the last paint until the picture was exact (for updates seen: while they were painted), so what is asked of a line that can carry the bytes is not asked there. Nor is exactness where the line',
    'needs more than the 300 ms for the bytes that it carried until then, and stood idle for 300 ms at the most (quiet itself is 100 ms).',
    'Where the best peer sees less than half of the updates that ours sees, the viewer’s CPU for each update seen stands beside its share of a core; it changes no verdict.',
    '',
    ...lineSpeeds.flatMap(({ name, title }) => {
      const found = judge(results, name);
      if (found.length === 0) return [];
      const reached = found.filter(({ isReached }) => isReached).length;
      const asked = found.filter(({ isLineFull }) => !isLineFull).length;
      const where = machines.flatMap(({ cases }, i) =>
        cases.some(({ line, screens }) => line === name && screens === 1) ? [i + 1] : [],
      );
      return [
        `### ${title}: ${reached} of ${asked} reached${machines.length > 1 ? `, machine ${where.join(' and ')}` : ''}`,
        '',
        '| workload | figure | ours | best peer | ratio | wanted | |',
        '| --- | --- | --- | --- | --- | --- | --- |',
        ...found.map((verdict) => {
          const { workload, what, ours, best, ratio, limit } = verdict;
          return row([workload, what, ours, best, ratio, limit, inWords(verdict)]);
        }),
        '',
      ];
    }),
  ];
}

function inWords({ isReached, isLineFull }: Verdict): string {
  if (isLineFull) return '– the line was full';
  return isReached ? '✓ reached' : '✗ **not reached**';
}

function ofLine(
  results: Results,
  { name, title }: (typeof lineSpeeds)[number],
  plots: readonly Plot[],
): string[] {
  const there = results.cases.filter(({ line, screens }) => line === name && screens === 1);
  if (there.length === 0) return [];
  return [
    `## 1920×1080, ${title}`,
    '',
    ...plots.filter(({ file }) => file.endsWith(`-${name}.svg`)).flatMap(picture),
    ...workloadNames.flatMap((workload) =>
      table(
        workload,
        there.filter((one) => one.workload === workload),
        results,
      ),
    ),
  ];
}

function ofScreens(results: Results, plots: readonly Plot[]): string[] {
  const larger = results.cases.filter(({ screens }) => screens > 1);
  if (larger.length === 0) return [];
  const groups = Map.groupBy(larger, ({ workload, screens, line }) => {
    const title = lineSpeeds.find(({ name }) => name === line)?.title;
    return `${workload}, ${screens === 2 ? '3840×1080' : '3840×2160'}, ${title}`;
  });
  return [
    '## 2 and 4 screens’ worth of pixels',
    '',
    ...growthTable(results),
    ...plots.filter(({ file }) => file.endsWith('-screens.svg')).flatMap(picture),
    ...[...groups].flatMap(([heading, cases]) => table(heading, cases, results)),
  ];
}

function table(heading: string, cases: readonly CaseResult[], { systems }: Results): string[] {
  if (cases.length === 0) return [];
  const order = Object.keys(systems);
  const sorted = [...cases].sort((a, b) => order.indexOf(a.system) - order.indexOf(b.system));
  const apart = new Set(sorted.map(({ measuredIn }) => measuredIn)).size > 1;
  return [
    `### ${heading}`,
    '',
    row(['system', ...columns.map(({ title }) => title)]),
    row(['---', ...columns.map(() => '---')]),
    ...sorted.map(({ system, median, runs, failures, measuredIn }) => {
      const note = failures.length > 0 ? ` (${runs.length} of ${runs.length + failures.length} runs)` : '';
      const when = apart ? `, ${minute(measuredIn)}` : '';
      const name = `${systems[system]?.name ?? system}${note}${when}`;
      if (median === undefined)
        return row([
          name,
          `no figure: ${whyNoFigure({ runs, failures })}`,
          ...columns.slice(1).map(() => ''),
        ]);
      return row([name, ...columns.map(({ show }) => show(median))]);
    }),
    '',
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function picture({ file, title }: Plot): string[] {
  return [`![${title}](../bench/results/${file})`, ''];
}

const method = [
  '## How it was measured',
  '',
  'Each run has an X server (Xvfb), a line and a browser of its own. A program paints through Xlib at times that keep step with nothing; the systems',
  'take turns, run by run. Host and servers run in one network namespace, the viewer’s headless Chromium in another; a veth pair joins them.',
  `A held-back line is \`tbf\` at both ends, ${shaping.burstBytes} bytes at once and a queue of ${shaping.queueMs} ms; it has no delay of its own (\`netem\` is not on the test machine).`,
  '',
  '- **paint → visible**: from the X server’s having painted (XSync) until an animation frame of the viewer’s page in which the picture shows that',
  '  paint or a later one; a paint that was skipped waits for the next that is seen; what is not seen 20 s after the last paint counts as never. Strips of 32 black and white blocks of 16 px carry the paint’s number. They lie',
  '  on the first and last rows of what changes and inside it, and all must show it, so that no order of sending gains by it. The page’s',
  '  middle rows of the strips are read with one `drawImage` at each animation frame at which a new number can be there, the same way for each system; the frames come at 60 Hz, so 8 ms of each',
  '  figure are the screen’s on average. Between the moment at which a number is seen and the next paint or key the page is asked for no frames.',
  '- **key → visible**: 32 keys at random moments, pressed in the viewer’s page; wholly in the clock of the page.',
  '- **bytes**: all that left for the viewer, with the packets’ headers (the veth’s own counter).',
  '- **CPU**: user and system time of each side’s processes and their children, of one core; X is the X server, which paints and is read from. Each side runs in a control group',
  '  of its own (cgroup v2, `usage_usec`), which counts in microseconds and keeps what threads and processes used that have ended; a thread’s turn at the moment of a reading is counted up to the',
  '  last tick of the kernel, 4 ms before at the most. “An update seen” divides it by the paints, or keys, that were seen. The viewer’s includes',
  '  what the reading of the strips costs, which stands behind it: little for a plain canvas, some 6 ms a time for an OffscreenCanvas, which Chromium copies whole.',
  '- **memory**: PSS of each side’s processes at the end, and by how much each had been larger.',
  '- **equal after 2 s**: share of the pixels whose colours are exactly the X server’s. **exact after**: from the last paint until the whole picture is equal and stays so, by a hash',
  '  of the picture every 33 ms (more seldom for larger screens); “never” is not within 5 s, or not before the picture has stood still for 1.5 s on a line that is free or carries less than 8 % of its speed.',
  '- **longest stall**: the longest time in which a 10 ms timer of the page’s main thread was not run on time. On a machine whose cores are all busy it includes waiting for a core.',
  '',
  'A browser’s share may send fewer pixels than the screen has when it is short of time; it is read enlarged, as it is seen.',
  '',
  'A run in which the marker could not be read for 5 s, the picture was scaled or cropped, the clocks of page and painter differ by more than 2 ms, or our own counters say something else than reader and line',
  'gives no figure, and a case of which fewer than three runs gave one has none; the table says why.',
  '',
  'Workloads: `typing` a character 12 times a second; `scroll` a full screen of text by three lines 20 times a second; `drag` a 960×640 window with text and a picture over',
  'text 30 times a second; `switch` between four full screens (document, sheet, photograph, text) 3 times a second, each comes again; `video` a film of 848×480 at 30 a second; `echo` keys that write; `echo-video` the same',
  'while the film plays. Text is anti-aliased (Xft).',
  '',
  '## To repeat it',
  '',
  '`npm run bench:peers` as root on Debian (it installs what it needs), on a machine that does nothing else: each run says how long is left. `-- --systems fjernhjelp,x11vnc --workloads typing --lines free --screens 1`',
  'measures a part; of three runs or more it replaces only that part here. `-- --report` makes this page again. Only what one command measured is compared, so the systems of a workload and a line belong in one:',
  '',
  '- `npm run bench:peers -- --lines free --screens 1 --workloads typing,scroll,drag,switch,video,echo`: about half an hour;',
  '- `npm run bench:peers -- --lines 4 --screens 1 --workloads typing,scroll,drag,switch,video,echo`: about 45 minutes;',
  '- `npm run bench:peers -- --lines 1 --screens 1 --workloads typing,scroll,drag,switch,video,echo,echo-video`: about 80 minutes with all six systems;',
  '- `npm run bench:peers -- --lines free --screens 2,4 --workloads typing,scroll,drag,switch,video,echo --systems fjernhjelp,x0vncserver,x11vnc,webrtc-motion`: about 75 minutes;',
  '- “Encoding alone”: `node bench/replay/main.ts`, which keeps what it found when nothing else is asked for, and then `npm run bench:peers -- --report`: about a minute.',
  '',
  '## What was not measured',
  '',
  'Delay and loss on the line; machines with a GPU; Windows; real keyboards and screens, which add the same to each system; more than one viewer; sound.',
  '',
];
