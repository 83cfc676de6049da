import './drawing.css';
import { Button, Paragraph, Switch, Textfield } from '@digdir/designsystemet-react';
import { drawingColours, limits } from '@fjernhjelp/protocol';
import type { DrawingTool } from '@fjernhjelp/viewer';
import {
  ArrowDownRightIcon,
  ArrowUndoIcon,
  HandFingerIcon,
  LocationPinIcon,
  PencilIcon,
  PencilWritingIcon,
  SquareIcon,
  TrashIcon,
} from '@navikt/aksel-icons';
import { type CSSProperties, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../../language/text-key.ts';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panels.ts';

const tools: readonly { tool: DrawingTool | 'none'; label: TextKey; Icon: typeof PencilIcon }[] = [
  { tool: 'none', label: 'drawing.none', Icon: HandFingerIcon },
  { tool: 'laser', label: 'drawing.laser', Icon: LocationPinIcon },
  { tool: 'pen', label: 'drawing.pen', Icon: PencilIcon },
  { tool: 'arrow', label: 'drawing.arrow', Icon: ArrowDownRightIcon },
  { tool: 'box', label: 'drawing.box', Icon: SquareIcon },
  { tool: 'text', label: 'drawing.text', Icon: PencilWritingIcon },
];

/** Names of `drawingColours`, in their order. */
const colourNames: readonly TextKey[] = [
  'drawing.pink',
  'drawing.blue',
  'drawing.green',
  'drawing.purple',
  'drawing.brown',
  'drawing.teal',
];

/** Pointing and drawing on the user's screen; the mouse is for that while it is open and a tool is chosen. */
export function DrawingPanel({ status, viewer, onAsk, ...frame }: PanelProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  /** The page has a panel of each session. */
  const group = useId();
  const drawing = viewer?.drawing;
  const { tool = 'none', stays = false, hasDrawn = false, colour = 0 } = status.drawing ?? {};

  useEffect(() => {
    drawing?.setTool('pen');
    drawing?.setText('');
    return () => drawing?.setTool(undefined);
  }, [drawing]);

  const mayDraw = status.grants.includes('point') && !status.paused && status.phase === 'connected';
  return (
    <Panel {...frame} title={t('drawing.title')} closeLabel={t('drawing.close')}>
      {!mayDraw && <Paragraph>{t('drawing.mayNot')}</Paragraph>}
      {!status.grants.includes('point') && (
        <Button
          variant="secondary"
          aria-disabled={status.requestedGrant !== undefined}
          onClick={() => onAsk('point')}
        >
          {t('drawing.ask')}
        </Button>
      )}
      <fieldset className="drawing-choice">
        <legend>{t('drawing.tool')}</legend>
        <div className="drawing-tools">
          {tools.map(({ tool: each, label, Icon }) => (
            <label key={each}>
              <input
                type="radio"
                name={`${group}-tool`}
                value={each}
                checked={tool === each}
                onChange={() => drawing?.setTool(each === 'none' ? undefined : each)}
              />
              <Icon aria-hidden />
              <span>{t(label)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {tool === 'text' && (
        <Textfield
          label={t('drawing.textLabel')}
          description={t('drawing.textHint')}
          value={text}
          maxLength={limits.drawingTextBytes / 2}
          onChange={(event) => {
            setText(event.currentTarget.value);
            drawing?.setText(event.currentTarget.value);
          }}
        />
      )}
      <fieldset className="drawing-choice">
        <legend>{t('drawing.colour')}</legend>
        <div className="drawing-colours">
          {drawingColours.map((rgb, index) => {
            const swatch = { '--swatch': `#${rgb.toString(16).padStart(6, '0')}` } as CSSProperties;
            const name = t(colourNames[index] ?? 'drawing.pink');
            return (
              <label key={rgb} title={name} style={swatch}>
                <input
                  type="radio"
                  name={`${group}-colour`}
                  value={index}
                  checked={colour === index}
                  onChange={() => drawing?.chooseColour(index)}
                />
                <span className="ds-sr-only">{name}</span>
              </label>
            );
          })}
        </div>
      </fieldset>
      <Switch
        label={t('drawing.stays')}
        description={t('drawing.staysHint')}
        checked={stays}
        onChange={(event) => drawing?.setStays(event.currentTarget.checked)}
      />
      <div className="drawing-actions">
        <Button
          variant="secondary"
          data-color="neutral"
          aria-disabled={!hasDrawn}
          onClick={() => drawing?.undo()}
        >
          <ArrowUndoIcon aria-hidden />
          {t('drawing.undo')}
        </Button>
        <Button
          variant="secondary"
          data-color="neutral"
          aria-disabled={!hasDrawn}
          onClick={() => drawing?.clear()}
        >
          <TrashIcon aria-hidden />
          {t('drawing.clear')}
        </Button>
      </div>
      <Paragraph className="drawing-hint">{t('drawing.keyboardHint')}</Paragraph>
    </Panel>
  );
}
