import { describe, expect, it } from 'vitest';
import { jsonWithoutSecrets } from '../provider/secrets';
import { createLog } from './log';

describe('log lines', () => {
  it('are one JSON object a line, with the time', () => {
    const lines: string[] = [];
    createLog({ write: (line) => lines.push(line), now: () => 0 }).event('stopping', { note: 'a\nb' });
    expect(lines).toEqual(['{"time":"1970-01-01T00:00:00.000Z","event":"stopping","note":"a\\nb"}\n']);
  });

  it.each(['vps_plain', 'vps_"quoted"\\back', 'vps_$&$1'])(
    'never contain the token %j, even from an error',
    (secret) => {
      const lines: string[] = [];
      const log = createLog({
        write: (line) => lines.push(line),
        redact: (line) => jsonWithoutSecrets(line, secret),
      });
      log.error(new Error(`header "Bearer ${secret}" is wrong`), { id: secret });
      const text = JSON.stringify(JSON.parse(lines.join('')));
      expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
      expect(text).toContain('[secret]');
    },
  );
});
