import * as v from 'valibot';
import { idSchema } from '../../src/core/contract/schema';
import type { GatewayFailure } from '../http/gateway-error';
import type { ForwardCall } from './forward-table';

interface BodyRule {
  readonly schema: v.GenericSchema<unknown, Readonly<Record<string, unknown>>>;
  /** What the call takes, for people. */
  readonly form: string;
}

/** What each call's body may say. What is missing is for the provider to refuse. Source: the provider's API document. */
const RULES: Readonly<Record<string, BodyRule>> = {
  '/backups/': {
    schema: v.strictObject({
      server_id: v.optional(idSchema),
      description: v.optional(v.nullable(v.string())),
    }),
    form: '{"server_id": …, "description": "…"}',
  },
  '/servers/{id}/restore/': {
    schema: v.strictObject({ backup_id: v.optional(idSchema) }),
    form: '{"backup_id": …}',
  },
};

export type ForwardBody =
  | {
      readonly ok: true;
      /** What is checked and logged … */
      readonly json: Readonly<Record<string, unknown>>;
      /** … and the same as it is sent. */
      readonly bytes: Uint8Array<ArrayBuffer>;
    }
  | { readonly ok: false; readonly failure: GatewayFailure };

/** The body that goes on to the provider: nothing but what was understood, so what is checked is what is sent. */
export function decideBody({ route }: Pick<ForwardCall, 'route'>, value: unknown): ForwardBody {
  const rule = RULES[route];
  if (rule === undefined) throw new Error(`${route} takes no body.`);
  const parsed = v.safeParse(rule.schema, value);
  if (!parsed.success) {
    return {
      ok: false,
      failure: {
        code: 'bad_body',
        detail: `This call takes ${rule.form} and nothing else; an id is a whole number, or a text of up to 64 characters. Nothing was sent.`,
      },
    };
  }
  return { ok: true, json: parsed.output, bytes: new TextEncoder().encode(JSON.stringify(parsed.output)) };
}
