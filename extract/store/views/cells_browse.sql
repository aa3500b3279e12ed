-- The cells of the tables with what names them, as a person reads a table: under which headers, in which row.
select
  c.id,
  c.document_id,
  c.table_id,
  t.label as table_label,
  (select group_concat(value, ' › ') from (select value from json_each(c.row_path) order by key)) as row_names,
  (select group_concat(value, ' › ') from (select value from json_each(c.column_path) order by key)) as column_names,
  c.text,
  c.unit,
  (select group_concat(value, ' ') from (
    select coalesce(m.value ->> 'note', m.value ->> 'mark') as value from json_each(c.marks) m order by m.key
  )) as notes,
  c.row_number,
  c.column_number,
  c.page,
  c.start,
  c.end
from cells c
join tables t on t.id = c.table_id
where c.header = 0
