import { useRef, useState } from 'react';
import type { OpenCode } from '../../recording/code-keeping.ts';
import type { ConnectRequest } from '../connect/connect-request.ts';

/** What of a session is told where it is not seen. */
export interface SessionNews {
  /** The state in a few words. */
  readonly told: string;
  readonly isRunning: boolean;
  readonly unread: number;
  /** Of the helper's newest recording. */
  readonly code: OpenCode | undefined;
}

export interface OpenSession {
  /** Counts up from 1; never used twice. */
  readonly number: number;
  readonly request: ConnectRequest;
  readonly news?: SessionNews;
  /** Something has changed since it was seen last. */
  readonly isNew: boolean;
}

export interface OpenSessions {
  /** In the order in which they were begun. */
  readonly all: readonly OpenSession[];
  /** Its number; undefined for the form. */
  readonly shown: number | undefined;
  begin(request: ConnectRequest): void;
  /** @param number undefined shows the form */
  show(number: number | undefined): void;
  /** Forgets it; the one beside it is shown when it was shown itself. */
  close(number: number): void;
  tell(number: number, news: SessionNews): void;
}

interface Open {
  readonly all: readonly OpenSession[];
  readonly shown: number | undefined;
}

/** The sessions of this page: any number, one of them seen at a time. */
export function useOpenSessions(): OpenSessions {
  const [open, setOpen] = useState<Open>({ all: [], shown: undefined });
  const numbers = useRef(0);

  return {
    ...open,
    begin(request) {
      numbers.current += 1;
      const number = numbers.current;
      setOpen(({ all }) => ({ all: [...all, { number, request, isNew: false }], shown: number }));
    },
    show(number) {
      setOpen(({ all }) => ({
        all: all.map((each) => (each.number === number ? { ...each, isNew: false } : each)),
        shown: number,
      }));
    },
    close(number) {
      setOpen(({ all, shown }) => {
        const at = all.findIndex((each) => each.number === number);
        const left = all.filter((each) => each.number !== number);
        const beside = left[Math.min(at, left.length - 1)]?.number;
        return { all: left, shown: shown === number ? beside : shown };
      });
    },
    tell(number, news) {
      setOpen(({ all, shown }) => ({
        all: all.map((each) => {
          if (each.number !== number) return each;
          const hasChanged = each.news !== undefined && each.news.told !== news.told;
          return { ...each, news, isNew: number !== shown && (each.isNew || hasChanged) };
        }),
        shown,
      }));
    },
  };
}
