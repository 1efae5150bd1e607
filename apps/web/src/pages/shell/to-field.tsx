import { useEffect } from 'react';
import { useParams } from 'react-router';
import { PageState } from '../../components/page-state';

/** Visits are logged on the phone's pages, a program of their own: the whole page is loaded. */
export function ToField() {
  const { id } = useParams();
  useEffect(() => window.location.replace(id === undefined ? '/field' : `/field/p/${id}`), [id]);
  return <PageState error={null} />;
}
