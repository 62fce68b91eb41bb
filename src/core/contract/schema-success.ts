/** The body of an answer with a 2xx status. */
export type SuccessBody =
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly value: unknown }
  /** A web page or other text: whoever sent it may not be the provider, so it does not say that anything was done. */
  | { readonly kind: 'unreadable' };

export function readSuccessBody(text: string): SuccessBody {
  if (text.trim() === '') return { kind: 'empty' };
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'unreadable' };
  }
}
