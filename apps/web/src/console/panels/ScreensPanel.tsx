import './screens.css';
import { Button, Paragraph, Switch } from '@digdir/designsystemet-react';
import type { ScreenPlace } from '@fjernhjelp/protocol';
import type { Viewer } from '@fjernhjelp/viewer';
import { ExternalLinkIcon, SquareGridIcon, XMarkIcon } from '@navikt/aksel-icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreenName } from '../session/use-screen-name.ts';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panels.ts';
import { useThumbnail } from './use-thumbnail.ts';

/** Chooses what is shown of the user's screens: one, all in one view, one in each window, or the one with the pointer. */
export function ScreensPanel({ status, viewer, isShown, ...frame }: PanelProps) {
  const { t } = useTranslation();
  const nameOf = useScreenName();
  const [isBlocked, setIsBlocked] = useState(false);
  const { screens, arrangement } = status;
  const isAll = arrangement?.isAll ?? false;

  useEffect(() => {
    viewer?.setThumbnails(isShown);
    return () => viewer?.setThumbnails(false);
  }, [viewer, isShown]);

  async function openWindow(place: ScreenPlace) {
    const opened = await viewer?.openWindow(place.screen, t('screens.windowTitle', { name: nameOf(place) }));
    setIsBlocked(opened === false);
  }

  return (
    <Panel {...frame} title={t('screens.title')} closeLabel={t('screens.close')}>
      <ul className="screens">
        {screens?.all.map((place) => {
          const name = nameOf(place);
          const hasWindow = arrangement?.windows.includes(place.screen) ?? false;
          return (
            <li key={place.screen}>
              <button
                type="button"
                className="screens-choice"
                aria-pressed={!isAll && screens.shown === place.screen}
                onClick={() => viewer?.showScreen(place.screen)}
              >
                <Thumbnail viewer={viewer} place={place} />
                <span>{name}</span>
              </button>
              <Button
                icon
                variant="tertiary"
                data-color="neutral"
                aria-label={t(hasWindow ? 'screens.closeWindow' : 'screens.openWindow', { name })}
                title={t(hasWindow ? 'screens.closeWindow' : 'screens.openWindow', { name })}
                onClick={() => (hasWindow ? viewer?.closeWindow(place.screen) : openWindow(place))}
              >
                {hasWindow ? <XMarkIcon aria-hidden /> : <ExternalLinkIcon aria-hidden />}
              </Button>
            </li>
          );
        })}
      </ul>
      <Button
        variant={isAll ? 'primary' : 'secondary'}
        aria-pressed={isAll}
        onClick={() => viewer?.showAllScreens()}
      >
        <SquareGridIcon aria-hidden />
        {t('screens.all')}
      </Button>
      <Switch
        label={t('screens.follow')}
        description={t('screens.followHint')}
        checked={arrangement?.isFollowing ?? false}
        onChange={(event) => viewer?.setFollowing(event.currentTarget.checked)}
      />
      <Paragraph aria-live="polite" className="screens-blocked">
        {isBlocked ? t('screens.blocked') : ''}
      </Paragraph>
    </Panel>
  );
}

function Thumbnail({ viewer, place }: { viewer: Viewer | undefined; place: ScreenPlace }) {
  const canvas = useThumbnail(viewer, place);
  return (
    <span aria-hidden="true">
      <canvas ref={canvas} />
    </span>
  );
}
