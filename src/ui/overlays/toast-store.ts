import { createStore } from '../../browser/storage/store';

export type ToastTone = 'ok' | 'bad' | 'info';

export interface Toast {
  readonly id: number;
  readonly tone: ToastTone;
  readonly text: string;
  readonly link: { readonly to: string; readonly label: string } | null;
}

export interface ToastInput {
  tone: ToastTone;
  text: string;
  link?: { to: string; label: string };
}

const MAX_TOASTS = 5;

export const toasts = createStore<readonly Toast[]>([]);
let nextId = 1;

/** Shows a toast and announces it once. */
export function showToast(input: ToastInput): void {
  const toast: Toast = { id: nextId, tone: input.tone, text: input.text, link: input.link ?? null };
  nextId += 1;
  toasts.set([...toasts.get(), toast].slice(-MAX_TOASTS));
}

export function dismissToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}
