import './settings-page.css';
import { useQuery } from '@tanstack/react-query';
import Monitor from 'lucide-react/icons/monitor';
import Moon from 'lucide-react/icons/moon';
import Sun from 'lucide-react/icons/sun';
import { type ReactNode, useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { accountQuery } from '../../api/account';
import { gatewayQuery } from '../../api/gateway';
import { sessionQuery } from '../../api/session';
import { type Preferences, setPreferences, usePreferences } from '../../browser/storage/preferences';
import { useI18n } from '../../components/i18n/i18n-provider';
import { LANGUAGE_NAMES } from '../../components/i18n/language-names';
import { FirstLoad } from '../../components/loading/first-load';
import { AbsoluteTime } from '../../components/moment';
import { PageHead } from '../../components/page-head';
import { SignOutButton } from '../../components/sign-out-button';
import { resolveLanguage } from '../../core/text/language';
import { type Fact, Facts } from '../../ui/facts';
import { Notice, Skeleton } from '../../ui/feedback';
import { RadioGroup } from '../../ui/fields/field';
import { ForeignText } from '../../ui/foreign-text';
import { AlertsCard } from './alerts-card';
import { NotificationsCard } from './notifications-card';
import { ReadOnlyCard } from './read-only-card';
import { SandboxPanel } from './sandbox-panel';
import { SettingsCard } from './settings-card';
import { ShownAsCard } from './shown-as-card';
import { TablesCard } from './tables-card';
import { TagsCard } from './tags-card';
import { WallLinksCard } from './wall-links-card';

function Appearance() {
  const { t } = useI18n();
  const preferences = usePreferences();
  const [isStored, setStored] = useState(true);
  const change = (part: Partial<Preferences>) => setStored(setPreferences(part));
  const browserLanguage = LANGUAGE_NAMES[resolveLanguage('auto', navigator.languages)];
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <SettingsCard title={t('settings.appearance')}>
      <RadioGroup
        label={t('settings.language')}
        value={preferences.language}
        onChange={(language) => change({ language })}
        options={[
          { value: 'auto', label: t('settings.languageAuto', { language: browserLanguage }) },
          { value: 'en', label: LANGUAGE_NAMES.en },
          { value: 'nl', label: LANGUAGE_NAMES.nl },
        ]}
      />
      <RadioGroup
        label={t('settings.theme')}
        value={preferences.theme}
        onChange={(theme) => change({ theme })}
        options={[
          {
            value: 'system',
            label: t('settings.themeSystem'),
            icon: <Monitor size={15} aria-hidden="true" />,
          },
          { value: 'light', label: t('settings.themeLight'), icon: <Sun size={15} aria-hidden="true" /> },
          { value: 'dark', label: t('settings.themeDark'), icon: <Moon size={15} aria-hidden="true" /> },
        ]}
      />
      <RadioGroup
        label={t('settings.timeZone')}
        value={preferences.timeZone}
        onChange={(timeZone) => change({ timeZone })}
        options={[
          { value: 'local', label: t('settings.timeZoneLocal', { zone }) },
          { value: 'utc', label: t('settings.timeZoneUtc') },
        ]}
      />
      {isStored ? (
        <p className="muted small">{t('settings.remembered')}</p>
      ) : (
        <Notice tone="warn" role="status">
          {t('settings.notRemembered')}
        </Notice>
      )}
    </SettingsCard>
  );
}

const SERVICE_TEXTS = {
  own: 'service.own',
  refused: 'service.isRefused',
  other: 'service.other',
} as const;

/** How long the session lasts; nothing without sign-in. */
function useSignInFacts(isSignedIn: boolean): Fact[] {
  const { t, format } = useI18n();
  const { data: session } = useQuery({ ...sessionQuery(), enabled: isSignedIn });
  if (!isSignedIn) return [];
  const until = session && {
    duration: format.duration(session.idleMs),
    time: format.dateTime(session.until),
  };
  const unknown = t('common.unknown');
  return [
    { label: t('session.since'), value: session ? <AbsoluteTime iso={session.since} /> : unknown },
    { label: t('session.until'), value: until ? t('session.untilValue', until) : unknown },
    ...(session === undefined || session.serviceToken === 'none'
      ? []
      : [{ label: t('service.label'), value: t(SERVICE_TEXTS[session.serviceToken]) }]),
  ];
}

/** Text from the provider or an operator; null for none. */
function foreign(text: string | null): ReactNode {
  return text === null || text === '' ? null : <ForeignText text={text} />;
}

const ACCOUNT_LABELS = [
  'settings.email',
  'settings.token',
  'settings.permissions',
  'settings.provider',
  'settings.version',
] as const;

function AccountCard() {
  const { t } = useI18n();
  const account = useQuery(accountQuery());
  const { data: gateway } = useQuery(gatewayQuery());
  const isSignedIn = gateway?.mode === 'sign-in';
  const signInFacts = useSignInFacts(isSignedIn);
  const { email, tokenName, permissions } = account.data ?? {};
  return (
    <SettingsCard title={t('settings.account')} intro={t('settings.accountIntro')}>
      {email === undefined || tokenName === undefined || permissions === undefined ? (
        <FirstLoad
          query={account}
          skeleton={
            <Skeleton label={t('app.loading')}>
              <Facts items={ACCOUNT_LABELS.map((label) => ({ label: t(label), value: '…' }))} />
            </Skeleton>
          }
        />
      ) : (
        <Facts
          items={[
            { label: t('settings.email'), value: foreign(email) ?? t('common.unknown') },
            { label: t('settings.token'), value: foreign(tokenName) ?? t('common.unknown') },
            {
              label: t('settings.permissions'),
              value:
                permissions === null
                  ? t('settings.permissionsUnknown')
                  : (foreign(permissions.join(', ')) ?? t('common.none')),
            },
            ...signInFacts,
            {
              label: t('settings.provider'),
              value: gateway && (foreign(gateway.providerHost) ?? t('settings.providerSandbox')),
            },
            { label: t('settings.version'), value: gateway?.version },
          ]}
        />
      )}
      {isSignedIn ? (
        <div>
          <SignOutButton />
        </div>
      ) : null}
    </SettingsCard>
  );
}

/** `/settings`: appearance, account, read-only mode, notifications, alerts and wall screens. */
export default function SettingsPage() {
  const { t } = useI18n();
  const { data: gateway } = useQuery(gatewayQuery());
  const { hash } = useLocation();
  useEffect(() => document.getElementById(hash.slice(1))?.scrollIntoView(), [hash]);
  return (
    <>
      <PageHead title={t('settings.title')} />
      <div className="settings">
        <Appearance />
        <TablesCard />
        <AccountCard />
        {gateway?.mode === 'sign-in' ? null : (
          <div data-unread={gateway === undefined || undefined}>
            <ShownAsCard />
          </div>
        )}
        <ReadOnlyCard />
        <TagsCard />
        <NotificationsCard />
        <AlertsCard />
        <WallLinksCard />
        {gateway?.mode === 'sandbox' ? <SandboxPanel /> : null}
      </div>
    </>
  );
}
