import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useDistrict } from '../../client/dictionary';
import { lastMonth } from '../months/last-month';
import { DistrictOverview } from './overview';

/** 全区一页, of the newest month that is over or of the one that the address names. */
export default function OverviewPage() {
  const { today } = useDistrict();
  const navigate = useNavigate();
  const { month = lastMonth(today) } = useParams();
  const [search] = useSearchParams();
  const revision = Number(search.get('revision')) || undefined;
  return <DistrictOverview month={month} revision={revision} onMonth={(next) => void navigate(`/overview/${next}`)} />;
}
