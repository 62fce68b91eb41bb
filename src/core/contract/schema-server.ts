import * as v from 'valibot';
import type { Server, ServerPlan } from '../servers/server';
import { amountOrNull, anythingSchema, idSchema, isoOrNull, textOrNull } from './schema';

const planSchema = v.object({
  name: anythingSchema,
  vcpus: anythingSchema,
  memory: anythingSchema,
  storage: anythingSchema,
});
const namedSchema = v.object({ name: anythingSchema });

/** One server of `GET /servers/` or `GET /servers/{id}/`; only the id is required. Source: the provider's Servers API page. */
export const serverSchema = v.pipe(
  v.object({
    id: idSchema,
    name: anythingSchema,
    hostname: anythingSchema,
    status: anythingSchema,
    ip_address: anythingSchema,
    location: anythingSchema,
    plan: anythingSchema,
    os: anythingSchema,
    created_at: anythingSchema,
  }),
  v.transform(
    (raw): Server => ({
      id: raw.id,
      name: textOrNull(raw.name) ?? String(raw.id),
      hostname: textOrNull(raw.hostname),
      status: textOrNull(raw.status),
      ipAddress: textOrNull(raw.ip_address),
      location: nameOrNull(raw.location),
      plan: planOrNull(raw.plan),
      osName: nameOrNull(raw.os),
      createdAt: isoOrNull(raw.created_at),
    }),
  ),
);

/** The name of an object with one, or of a bare string. */
function nameOrNull(value: unknown): string | null {
  const named = v.safeParse(namedSchema, value);
  return textOrNull(named.success ? named.output.name : value);
}

function planOrNull(value: unknown): ServerPlan | null {
  const name = nameOrNull(value);
  if (name === null) return null;
  const plan = v.safeParse(planSchema, value);
  return {
    name,
    vcpus: plan.success ? amountOrNull(plan.output.vcpus) : null,
    memoryMb: plan.success ? amountOrNull(plan.output.memory) : null,
    storageGb: plan.success ? amountOrNull(plan.output.storage) : null,
  };
}
