import { useI18n } from '../../components/i18n/i18n-provider';
import type { ScheduleDraft } from '../../core/schedules/schedule';
import { CheckField } from '../../ui/fields/check-field';
import { Group, NumberField } from './form-fields';
import type { FieldProblem } from './schedule-text';

const KEEPS = ['newest', 'daily', 'weekly', 'monthly'] as const;

export interface KeepFieldProps {
  draft: Pick<ScheduleDraft, 'keep' | 'makesRoomFirst'>;
  problem: FieldProblem | null;
  onChange: (part: Partial<Pick<ScheduleDraft, 'keep' | 'makesRoomFirst'>>) => void;
}

/** What rotation keeps. */
export function KeepField({ draft, problem, onChange }: KeepFieldProps) {
  const { t } = useI18n();
  const isNone = problem?.code === 'newest';
  return (
    <Group
      field="keep"
      title={t('schedules.field.keep')}
      error={problem === null || isNone ? null : problem.text}
    >
      <div className="schedule-form__row">
        {KEEPS.map((rule) => (
          <NumberField
            key={rule}
            label={t(`schedules.field.${rule}`)}
            min={rule === 'newest' ? 1 : 0}
            value={draft.keep[rule]}
            error={isNone && rule === 'newest' ? problem.text : null}
            onChange={(number) => onChange({ keep: { ...draft.keep, [rule]: number } })}
          />
        ))}
      </div>
      <p className="field__hint">{t('schedules.field.keepHint')}</p>
      <CheckField
        label={t('schedules.field.roomFirst')}
        hint={t('schedules.field.roomFirstHint')}
        isChecked={draft.makesRoomFirst}
        onChange={(makesRoomFirst) => onChange({ makesRoomFirst })}
      />
    </Group>
  );
}
