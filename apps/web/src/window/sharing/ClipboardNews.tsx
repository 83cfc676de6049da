import { Alert, Paragraph } from '@digdir/designsystemet-react';
import type { HelperStatus } from '@fjernhjelp/host/status';
import { useTranslation } from 'react-i18next';
import { localesOf } from '../../language/locales.ts';
import { useHelperName } from '../use-headline.ts';

type News = NonNullable<NonNullable<HelperStatus['clipboard']>['toUser']>;

/** What became of the last thing that was copied, each way. */
export function ClipboardNews({ helper }: { helper: HelperStatus }) {
  const { t, i18n } = useTranslation();
  const name = useHelperName()(helper);
  const { toUser, fromUser } = helper.clipboard ?? {};

  function tell(news: News, isToUser: boolean): string {
    switch (news.state) {
      case 'moving':
        return t(isToUser ? 'clipboard.userComing' : 'clipboard.userMoving', { name });
      case 'too-large':
        return t(isToUser ? 'clipboard.userTheirsTooLarge' : 'clipboard.userTooLarge', { name });
      case 'placed': {
        const names = news.formats.map((format) => t(`clipboard.${format}`));
        const what = new Intl.ListFormat(localesOf(i18n.language)).format(names);
        return t(isToUser ? 'clipboard.userGot' : 'clipboard.userSent', { name, what });
      }
      case 'failed':
      case 'not-allowed':
        return t(isToUser ? 'clipboard.userFailed' : 'clipboard.userNotTaken', { name });
    }
  }

  const isProblem = (news: News) => news.state === 'too-large' || news.state === 'failed';
  return [toUser, fromUser].map((news, index) => {
    if (news === undefined) return null;
    const told = tell(news, index === 0);
    const key = index === 0 ? 'to' : 'from';
    return isProblem(news) ? (
      <Alert key={key} data-color="warning" data-size="sm" aria-live="polite">
        {told}
      </Alert>
    ) : (
      <Paragraph key={key} data-size="sm">
        {told}
      </Paragraph>
    );
  });
}
