import type { ComponentProps, MouseEvent } from 'react';
import { useHref, useLinkClickHandler, useLocation, useResolvedPath } from 'react-router-dom';

export interface LinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  to: string;
  /** Takes the place of the present entry in the history. */
  replace?: boolean;
}

/** A link within the app. The router's own carries what frameworks need (prefetching, forms), 3 kB of every first load. */
export function Link({ to, replace = false, onClick, target, children, ...rest }: LinkProps) {
  const href = useHref(to);
  const goThere = useLinkClickHandler<HTMLAnchorElement>(
    to,
    target === undefined ? { replace } : { replace, target },
  );
  const handleClick = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (!event.defaultPrevented) goThere(event);
  };
  return (
    <a {...rest} href={href} target={target} onClick={handleClick}>
      {children}
    </a>
  );
}

/** A link that says whether it leads to where one is: to this very page, or unless `end` to one below it. */
export function NavLink({ end = false, ...props }: LinkProps & { end?: boolean }) {
  const { pathname: to } = useResolvedPath(props.to);
  const { pathname: here } = useLocation();
  const isHere = here === to || (!end && to !== '/' && here.startsWith(`${to}/`));
  return <Link {...props} aria-current={isHere ? 'page' : undefined} />;
}
