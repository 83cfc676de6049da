import type { Receipt } from '@fjernhjelp/protocol';
import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import nb from '../texts/nb.json' with { type: 'json' };
import { receiptText } from './receipt-text.ts';
import { formatDuration } from './times.ts';

const MINUTE = 60_000;
const fromMs = Date.UTC(2026, 10, 25, 12, 0);
const receipt: Receipt = {
  fromMs,
  toMs: fromMs + 20 * MINUTE,
  endReason: 'ended-by-user',
  people: [
    {
      name: '',
      organisation: 'IKT Nord',
      fromMs,
      toMs: fromMs + 20 * MINUTE,
      grants: [
        { grant: 'view', fromMs, toMs: fromMs + 20 * MINUTE, used: true },
        { grant: 'control', fromMs, toMs: fromMs + 3000, used: false },
      ],
      files: [{ grant: 'files-to-user', name: 'rapport.pdf', sizeBytes: 1200, atMs: fromMs }],
      unfinished: [
        {
          grant: 'files-to-user',
          name: 'bilde.png',
          sizeBytes: 340,
          doneBytes: 12,
          why: 'no-space',
          left: 'part',
          leftAs: '/ned/bilde.png.part',
          atMs: fromMs,
        },
        {
          grant: 'files-from-user',
          name: 'brev.txt',
          sizeBytes: 7,
          doneBytes: 7,
          why: 'session-over',
          isUnconfirmed: true,
          left: 'nothing',
          atMs: fromMs,
        },
      ],
      unfinishedCount: 14,
    },
  ],
  recordings: [
    { by: 'user', name: '', fromMs, toMs: fromMs + 3 * MINUTE },
    { by: 'helper', name: 'Kari', fromMs, toMs: fromMs + 4 * MINUTE },
    { by: 'helper', name: '', fromMs, toMs: fromMs + 1000 },
  ],
};

async function textOf(note?: { ticket: string; note: string }, of = receipt): Promise<string> {
  const i18n = createInstance();
  const t = await i18n.init({
    lng: 'nb',
    resources: { nb: { translation: nb } },
    interpolation: { escapeValue: false },
  });
  return receiptText({
    receipt: of,
    t,
    language: 'nb',
    ended: 'window.endedByUser',
    bytes: (value) => `${value} byte`,
    ...(note && { note }),
  });
}

describe('EN6 a saved receipt', () => {
  it('says who, when, what and which files, line by line', async () => {
    const lines = (await textOf()).split('\r\n');
    expect(lines).toContain('Du avsluttet.');
    expect(lines).toContain('En hjelper, IKT Nord, Oppgitt, ikke bekreftet');
    expect(lines.find((line) => line.startsWith('- Se skjermen'))).toMatch(/20 min, brukt$/);
    expect(lines.find((line) => line.startsWith('- Bruke mus og tastatur'))).toMatch(
      /3 sek?\.?, ikke brukt$/,
    );
    expect(lines.find((line) => line.includes('rapport.pdf'))).toContain('1200 byte');
  });

  it('FT10 names files that did not arrive, how far they came, why, and what is left of them', async () => {
    const lines = (await textOf()).split('\r\n');
    const at = lines.findIndex((line) => line.startsWith('- Ikke ferdig'));
    expect(lines.slice(at, at + 3)).toEqual([
      expect.stringMatching(
        /^- Ikke ferdig, fil til brukeren: bilde\.png \(12 byte av 340 byte, det var ikke nok plass på disken, en del ligger igjen, og kan slettes: \/ned\/bilde\.png\.part, \d/,
      ),
      expect.stringMatching(
        /: brev\.txt \(7 byte av 7 byte, alt er sendt, men det er usikkert om den kom fram/,
      ),
      '- og 12 til',
    ]);
  });

  it('names every recording, the user’s too', async () => {
    const lines = (await textOf()).split('\r\n');
    const recorded = lines.slice(lines.indexOf('Opptak') + 1).filter(Boolean);
    expect(recorded).toEqual([
      expect.stringMatching(/^- Brukeren tok opp: .*, 3 min$/),
      expect.stringMatching(/^- Kari tok opp: .*, 4 min$/),
      expect.stringMatching(/^- En hjelper tok opp: .*, 1 sek?\.?$/),
    ]);
    const none = await textOf(undefined, { ...receipt, recordings: [] });
    expect(none.split('\r\n')).not.toContain('Opptak');
  });

  it('has the helper’s own words where there are any', async () => {
    expect(await textOf({ ticket: '4711', note: 'Ny driver' })).toMatch(
      /Saksnummer: 4711\r\nNotat: Ny driver/,
    );
    expect(await textOf({ ticket: '', note: '' })).not.toMatch(/Saksnummer|Notat/);
  });

  it('rounds a duration to what people say', () => {
    expect(formatDuration(0, 'en')).toBe('1 sec');
    expect(formatDuration(59_400, 'en')).toBe('59 secs');
    expect(formatDuration(20 * MINUTE + 10_000, 'en')).toBe('20 mins');
  });
});
