/**
 * The smallest possible list of backups: one fetch, one sort, a search, and a virtual list of plain text. The product
 * is compared with it on the same data, in the same run.
 */
import { memo, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';

interface Backup {
  id: number;
  server: { name: string };
  backup_type: string;
  status: string;
  size_mb: number | null;
  created_at: string;
  expires_at: string | null;
  description: string;
}

const ROW_PX = 44;
const HEAD_PX = 60;
const OVERSCAN = 8;

function subscribe(onChange: () => void): () => void {
  window.addEventListener('scroll', onChange, { passive: true });
  return () => window.removeEventListener('scroll', onChange);
}

function List({ backups }: { backups: readonly Backup[] }) {
  const [text, setText] = useState('');
  const shown = useMemo(
    () => (text === '' ? backups : backups.filter((backup) => backup.server.name.includes(text))),
    [backups, text],
  );
  const at = useSyncExternalStore(subscribe, () => Math.floor((window.scrollY - HEAD_PX) / ROW_PX));
  const first = Math.max(0, at - OVERSCAN);
  const end = Math.min(shown.length, at + Math.ceil(window.innerHeight / ROW_PX) + OVERSCAN);
  return (
    <>
      <div style={{ height: HEAD_PX }}>
        <input
          type="search"
          aria-label="Search"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed one by one */}
      <div
        role="table"
        className="list"
        aria-rowcount={shown.length}
        style={{ height: shown.length * ROW_PX }}
      >
        {shown.slice(first, end).map((backup, index) => (
          <Row key={backup.id} backup={backup} index={first + index} />
        ))}
      </div>
    </>
  );
}

const Row = memo(function Row({ backup, index }: { backup: Backup; index: number }) {
  return (
    <div className="row" data-row={index} style={{ transform: `translateY(${index * ROW_PX}px)` }}>
      <input type="checkbox" aria-label={`Select ${backup.id}`} />
      <span>{backup.server.name}</span>
      <span>{backup.backup_type}</span>
      <span>{backup.status}</span>
      <span>{backup.size_mb === null ? '–' : `${(backup.size_mb / 1000).toFixed(1)} GB`}</span>
      <span>{backup.created_at.slice(0, 16)}</span>
      <span>{backup.expires_at?.slice(0, 10) ?? 'never'}</span>
      <span>{backup.description}</span>
    </div>
  );
});

function App() {
  const [backups, setBackups] = useState<readonly Backup[] | null>(null);
  useEffect(() => {
    const read = async () => {
      const answer = await fetch('/api/v1/backups/');
      // No schema: decoding would be measured too, and the data are the benchmark's own.
      const { results } = (await answer.json()) as { results: Backup[] };
      setBackups(results.sort((a, b) => (a.created_at < b.created_at ? 1 : -1)));
    };
    read().catch(reportError);
  }, []);
  return backups === null ? null : <List backups={backups} />;
}

const container = document.getElementById('root');
if (container !== null) createRoot(container).render(<App />);
