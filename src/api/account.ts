import type { Account } from '../domain/account';
import { decodeAnswer } from './decode';
import { apiPath, type CallOptions, send } from './http';
import { accountSchema } from './schema-account';

/** Whose token the gateway uses. Source: Account API, `GET /account/me/`, open to any active token. Throws `ApiError`. */
export async function getAccount(options?: CallOptions): Promise<Account> {
  const answer = await send({ method: 'GET', path: apiPath('account', 'me') }, options);
  return decodeAnswer(accountSchema, answer);
}
