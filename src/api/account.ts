import type { Account } from '../core/account/account';
import { accountSchema } from '../core/contract/schema-account';
import { decodeAnswer } from './decode';
import { apiPath, type CallOptions, send } from './http';

/** Whose token the gateway uses. Source: Account API, `GET /account/me/`, open to any active token. Throws `ApiError`. */
export async function getAccount(options?: CallOptions): Promise<Account> {
  const answer = await send({ method: 'GET', path: apiPath('account', 'me') }, options);
  return decodeAnswer(accountSchema, answer);
}
