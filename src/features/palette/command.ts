import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Target } from '../../core/palette/match';
import type { DialogRoute } from '../../routes/use-dialog-route';

/** Commands write nothing: changes open their dialog. */
type Effect =
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'dialog'; readonly dialog: DialogRoute }
  | { readonly kind: 'do'; readonly act: () => void };

export interface Command {
  /** Stable, see `commandId`. */
  readonly id: string;
  readonly Icon: LucideIcon;
  readonly label: ReactNode;
  readonly detail?: ReactNode;
  /** Why it's unavailable now; it stays listed and says so. */
  readonly refusal?: string | undefined;
  readonly effect: Effect;
  /** Whether it is listed among recently opened items. */
  readonly isRemembered?: boolean;
}

/** A command that is found by its own words. */
export interface NamedCommand extends Command {
  readonly target: Target;
}
