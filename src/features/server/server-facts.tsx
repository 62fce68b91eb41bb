import { useI18n } from '../../components/i18n/i18n-provider';
import type { Server } from '../../core/servers/server';
import { ForeignText } from '../../ui/foreign-text';

/** Memory of plans is sold in binary units. */
function memoryText(memoryMb: number, format: (value: number) => string): string {
  const isInGb = memoryMb >= 1024 && memoryMb % 512 === 0;
  return isInGb ? `${format(memoryMb / 1024)} GB` : `${format(memoryMb)} MB`;
}

/** The facts that the Servers API gives. */
export function ServerFacts({ server }: { server: Server }) {
  const { t, format } = useI18n();
  const { plan } = server;
  const unknown = t('common.unknown');
  const items = [
    [t('server.hostname'), server.hostname],
    [t('server.address'), server.ipAddress],
    [t('server.location'), server.location],
    [
      t('server.plan'),
      plan &&
        t('server.planText', {
          name: plan.name,
          vcpus: plan.vcpus ?? unknown,
          memory: plan.memoryMb === null ? unknown : memoryText(plan.memoryMb, format.number),
          storage: plan.storageGb === null ? unknown : `${format.number(plan.storageGb)} GB`,
        }),
    ],
    [t('server.os'), server.osName],
    [t('server.created'), server.createdAt && format.date(server.createdAt)],
  ] as const;
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
