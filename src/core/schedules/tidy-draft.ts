import { idKey } from '../backups/backup';
import { normalizedText } from '../lib/fold-text';
import { nameAsSeen } from '../lib/short-name';
import type { ScheduleDraft } from './schedule';

/** The draft as it is stored: the name as it is seen, each server and day once. */
export function tidyDraft(draft: ScheduleDraft): ScheduleDraft {
  const { servers, when } = draft;
  return {
    ...draft,
    name: nameAsSeen(draft.name),
    servers: servers === 'all' ? servers : [...new Map(servers.map((id) => [idKey(id), id])).values()],
    when:
      when.kind === 'weekly'
        ? { ...when, days: [...new Set(when.days)].sort((a, b) => a - b) }
        : when.kind === 'cron'
          ? { ...when, pattern: normalizedText(when.pattern) }
          : when,
  };
}
