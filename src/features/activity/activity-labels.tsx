import './activity-labels.css';
import type { LucideIcon } from 'lucide-react';
import Ban from 'lucide-react/icons/ban';
import CalendarClock from 'lucide-react/icons/calendar-clock';
import CircleCheck from 'lucide-react/icons/circle-check';
import CircleDashed from 'lucide-react/icons/circle-dashed';
import CircleHelp from 'lucide-react/icons/circle-question-mark';
import CircleX from 'lucide-react/icons/circle-x';
import Eye from 'lucide-react/icons/eye';
import EyeOff from 'lucide-react/icons/eye-off';
import Handshake from 'lucide-react/icons/handshake';
import LoaderCircle from 'lucide-react/icons/loader-circle';
import Lock from 'lucide-react/icons/lock';
import LockOpen from 'lucide-react/icons/lock-open';
import Monitor from 'lucide-react/icons/monitor';
import MonitorOff from 'lucide-react/icons/monitor-off';
import NotebookPen from 'lucide-react/icons/notebook-pen';
import Plus from 'lucide-react/icons/plus';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import Scale from 'lucide-react/icons/scale';
import ShieldCheck from 'lucide-react/icons/shield-check';
import Tag from 'lucide-react/icons/tag';
import Trash2 from 'lucide-react/icons/trash';
import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import { useI18n } from '../../components/i18n/i18n-provider';
import type { ActivityOutcome, EntryAction } from '../../core/contract/schema-activity';
import type { Tone } from '../../ui/badge';
import { Badge } from '../../ui/icon-badge';

const ACTION_ICON: Record<EntryAction, LucideIcon> = {
  create_backup: Plus,
  delete_backup: Trash2,
  restore_server: RotateCcw,
  safe_restore: ShieldCheck,
  set_expectation: Handshake,
  acknowledge: Eye,
  end_acknowledgement: Eye,
  acknowledgement_ended: Eye,
  stop_watching: EyeOff,
  start_watching: Eye,
  accept_size: Scale,
  forget_size: Scale,
  set_notes: Tag,
  make_wall_link: Monitor,
  revoke_wall_link: MonitorOff,
  create_schedule: CalendarClock,
  change_schedule: CalendarClock,
  pause_schedule: CalendarClock,
  resume_schedule: CalendarClock,
  delete_schedule: CalendarClock,
  run_schedule: CalendarClock,
  stop_schedule: CalendarClock,
  set_tag_expectation: Handshake,
  keep_backup: Lock,
  release_backup: LockOpen,
  set_backup_note: NotebookPen,
  unreadable: TriangleAlert,
};

/** Highlighted where somebody should look: a refusal changed nothing, an unknown outcome may have. */
export const OUTCOME_LOOK: Record<ActivityOutcome, { tone: Tone; icon: LucideIcon }> = {
  accepted: { tone: 'run', icon: CircleDashed },
  completed: { tone: 'ok', icon: CircleCheck },
  deleted: { tone: 'ok', icon: CircleCheck },
  refused: { tone: 'idle', icon: Ban },
  failed: { tone: 'bad', icon: CircleX },
  server_error: { tone: 'bad', icon: CircleX },
  unseen: { tone: 'idle', icon: CircleHelp },
  unknown: { tone: 'warn', icon: CircleHelp },
  pending: { tone: 'run', icon: LoaderCircle },
};

export function ActionIcon({ action }: { action: EntryAction }) {
  const Icon = ACTION_ICON[action];
  return (
    <span className="activity-icon" data-action={action} aria-hidden="true">
      <Icon size={15} />
    </span>
  );
}

export function OutcomeBadge({ outcome }: { outcome: ActivityOutcome }) {
  const { t } = useI18n();
  const { tone, icon: Icon } = OUTCOME_LOOK[outcome];
  return (
    <Badge tone={tone} icon={<Icon size={13} strokeWidth={2.4} aria-hidden="true" />}>
      {t(`activity.outcome.${outcome}`)}
    </Badge>
  );
}
