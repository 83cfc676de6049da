import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { Feature } from '@fjernhjelp/viewer/missing-feature';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../../language/text-key.ts';

const sentences: Readonly<Record<Feature, TextKey>> = {
  'secure-context': 'console.missing.secureContext',
  webassembly: 'console.missing.webassembly',
  workers: 'console.missing.workers',
  webcrypto: 'console.missing.webcrypto',
};

/** Stands in the form's place where the browser could never show a session. */
export function MissingFeature({ feature }: { feature: Feature }) {
  const { t } = useTranslation();
  return (
    <Alert data-color="danger" className="missing-feature">
      <Heading level={2} data-size="xs">
        {t('console.missing.title')}
      </Heading>
      <Paragraph className="under">{t(sentences[feature])}</Paragraph>
    </Alert>
  );
}
