import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import * as v from 'valibot';
import { lastWrite } from '../../api/client/http';
import { gatewayQuery } from '../../api/gateway';
import { sessionQuery } from '../../api/session';
import { type News, newsOf, newsSchema, takeNews } from '../../api/tab-news';
import { ownerOf } from './use-own-storage';

/** A bulk deletion is many writes; its messages trigger a read of the list at most this often. */
const GAP_MS = 2_000;

/** The account whose data this tab shows; null until that is known. */
function useDataOwner(): string | null {
  const { data: gateway } = useQuery(gatewayQuery());
  const { data: session } = useQuery({ ...sessionQuery(), enabled: gateway?.mode === 'sign-in' });
  return (gateway && ownerOf(gateway)) ?? session?.account ?? null;
}

/** Tells the other tabs with the same account's data what a write here may have changed, and follows theirs. */
export function TabLink() {
  const client = useQueryClient();
  const owner = useDataOwner();
  useEffect(() => {
    if (owner === null) return undefined;
    const channel = new BroadcastChannel(`vps-backups ${owner}`);
    const due = new Set<News>();
    let timer: number | undefined;
    const take = () => {
      timer = due.size === 0 ? undefined : window.setTimeout(take, GAP_MS);
      for (const news of due) takeNews(client, news);
      due.clear();
    };
    channel.onmessage = ({ data }) => {
      const news = v.safeParse(newsSchema, data);
      if (!news.success) return;
      due.add(news.output);
      if (timer === undefined) take();
    };
    const unfollow = lastWrite.subscribe(() => {
      const news = newsOf(lastWrite.get()?.path ?? '');
      if (news !== null) channel.postMessage(news);
    });
    return () => {
      unfollow();
      window.clearTimeout(timer);
      channel.close();
    };
  }, [client, owner]);
  return null;
}
