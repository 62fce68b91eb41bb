import { compareNames } from '../backups/order';
import type { JudgedServer } from './fleet';

type Tagged = Pick<JudgedServer, 'agreement'>;

export interface TagGroup<Server> {
  /** Null for servers without a tag. */
  readonly tag: string | null;
  readonly servers: readonly Server[];
}

export function tagsOf({ agreement }: Tagged): readonly string[] {
  return agreement?.tags ?? [];
}

/** Every tag of these servers with its number of servers, by name. */
export function countTags(servers: readonly Tagged[]): readonly { tag: string; count: number }[] {
  return groupByTag(servers).flatMap(({ tag, servers: { length } }) =>
    tag === null ? [] : [{ tag, count: length }],
  );
}

/** A group per tag, by name, and a last one for servers without a tag. A server appears in each of its groups. */
export function groupByTag<Server extends Tagged>(servers: readonly Server[]): readonly TagGroup<Server>[] {
  const groups = new Map<string | null, Server[]>();
  for (const server of servers) {
    const tags = tagsOf(server);
    for (const tag of tags.length === 0 ? [null] : tags) {
      const group = groups.get(tag);
      if (group === undefined) groups.set(tag, [server]);
      else group.push(server);
    }
  }
  return [...groups]
    .map(([tag, grouped]) => ({ tag, servers: grouped }))
    .sort((a, b) =>
      a.tag === null || b.tag === null ? (a.tag === null ? 1 : -1) : compareNames(a.tag, b.tag),
    );
}
