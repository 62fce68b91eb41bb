import { useI18n } from '../../components/i18n/i18n-provider';
import type { Server } from '../../core/servers/server';
import { ForeignText } from '../../ui/foreign-text';

/** Megabytes of memory as people say them; plans are sold in binary units. */
function memoryText(memoryMb: number | null, format: (value: number) => string): string | null {
  if (memoryMb === null) return null;
  return memoryMb >= 1024 && memoryMb % 512 === 0
    ? `${format(memoryMb / 1024)} GB`
    : `${format(memoryMb)} MB`;
}

/** The server itself, as the Servers API tells it. What it does not tell is left out. */
export function ServerFacts({ server }: { server: Server }) {
  const { t, format } = useI18n();
  const { plan } = server;
  const unknown = t('common.unknown');
  const items: readonly (readonly [string, string | null])[] = [
    [t('server.hostname'), server.hostname],
    [t('server.address'), server.ipAddress],
    [t('server.location'), server.location],
    [
      t('server.plan'),
      plan === null
        ? null
        : t('server.planText', {
            name: plan.name,
            vcpus: plan.vcpus ?? unknown,
            memory: memoryText(plan.memoryMb, format.number) ?? unknown,
            storage: plan.storageGb === null ? unknown : `${format.number(plan.storageGb)} GB`,
          }),
    ],
    [t('server.os'), server.osName],
    [t('server.created'), server.createdAt === null ? null : format.date(server.createdAt)],
  ];
  return (
    <section className="card server-facts" aria-label={t('server.facts')}>
      <dl>
        {items.map(([label, value]) =>
          value === null || value === '' ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <ForeignText text={value} />
              </dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
