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

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a message that belongs to no place on the page, and says it once to screen readers. */
export function showToast(input: ToastInput): void {
  const toast: Toast = { id: nextId, tone: input.tone, text: input.text, link: input.link ?? null };
  nextId += 1;
  publish([...toasts, toast].slice(-MAX_TOASTS));
}

export function dismissToast(id: number): void {
  publish(toasts.filter((toast) => toast.id !== id));
}

export function clearToasts(): void {
  publish([]);
}

export function getToasts(): readonly Toast[] {
  return toasts;
}

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
