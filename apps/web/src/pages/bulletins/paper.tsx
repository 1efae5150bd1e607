import { Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import './paper.css';
import type { Preview, PreviewTable } from './queries';

/** The bulletin word for word, as the Word file has it. */
export function Paper({ paper }: { paper: Preview }) {
  const { t } = useTranslation();
  const { letterhead, number, title, mark, opening, blocks, date } = paper;
  return (
    <article className="paper" lang="zh-CN">
      {letterhead.head !== '' && <p className="paper-head">{letterhead.head}</p>}
      <p className="paper-number">{number}</p>
      <h2 className="paper-title">{title}</h2>
      {mark !== '' && <p className="paper-mark">{mark}</p>}
      {letterhead.recipients !== '' && <p>{letterhead.recipients}：</p>}
      <p className="paper-text">{opening}</p>
      {blocks.length === 0 && <Typography.Text type="secondary">{t('bulletins.nothing')}</Typography.Text>}
      {blocks.map(({ kind, level, text, table }, index) => {
        if (kind === 'table' && table) return <PaperTable key={index} table={table} />;
        if (kind === 'text')
          return (
            <p key={index} className="paper-text">
              {text}
            </p>
          );
        return level === 1 ? (
          <h3 key={index} className="paper-text paper-heading">
            {text}
          </h3>
        ) : (
          <h4 key={index} className="paper-text">
            {text}
          </h4>
        );
      })}
      <p className="paper-signature">
        {letterhead.issuer}
        <br />
        {dayjs(date).format('YYYY年M月D日')}
      </p>
    </article>
  );
}

interface Group {
  name: string | undefined;
  from: number;
  count: number;
}

function groupsOf({ columns }: PreviewTable): Group[] {
  const groups: Group[] = [];
  columns.forEach(({ group }, from) => {
    const last = groups.at(-1);
    if (last && group !== undefined && last.name === group) last.count += 1;
    else groups.push({ name: group, from, count: 1 });
  });
  return groups;
}

function PaperTable({ table }: { table: PreviewTable }) {
  const { title, unit, columns, rows, total, note } = table;
  const grouped = columns.some(({ group }) => group !== undefined);
  return (
    <figure>
      <figcaption>{title}</figcaption>
      {unit !== '' && <div className="paper-unit">{unit}</div>}
      <div className="paper-scroll" tabIndex={0} role="region" aria-label={title}>
        <table>
          <thead>
            <tr>
              {groupsOf(table).map(({ name, from, count }) =>
                name === undefined ? (
                  <th key={from} rowSpan={grouped ? 2 : 1}>
                    {columns[from]?.title}
                  </th>
                ) : (
                  <th key={from} colSpan={count}>
                    {name}
                  </th>
                ),
              )}
            </tr>
            {grouped && (
              <tr>
                {columns.map(
                  ({ title: name, group }) => group !== undefined && <th key={`${group} ${name}`}>{name}</th>,
                )}
              </tr>
            )}
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              <tr key={row} className={total && row === rows.length - 1 ? 'paper-total' : undefined}>
                {columns.map(({ kind }, index) => (
                  <td key={index} className={`paper-${kind}`}>
                    {cells[index] ?? '—'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {note !== '' && <div className="paper-note">注：{note}</div>}
    </figure>
  );
}
