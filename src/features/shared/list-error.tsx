import { useQuery } from '@tanstack/react-query';
import { backupsQuery } from '../../api/queries';
import { ErrorState } from './error-state';

/**
 * In place of a list that could not be read even once. A leaf: that it is asked for again redraws this, and of a page
 * that has its list nothing.
 */
export function ListError() {
  const { error, isFetching, refetch } = useQuery(backupsQuery());
  return <ErrorState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />;
}
