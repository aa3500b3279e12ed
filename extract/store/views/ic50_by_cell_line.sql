-- How much of a drug it takes: every IC50, EC50, GI50, Ki and Kd, by drug, the most potent first.
select
  c.drug,
  c.cell_line,
  v.arm,
  c.target,
  c.measure,
  w.shown as value_shown,
  v.si_value,
  v.role,
  c.quote,
  cast(coalesce(s.page, tab.page) as integer) as page,
  coalesce(d.title, d.source) as document,
  tab.caption as from_table,
  c.pattern_id as pattern,
  c.confidence,
  c.drug_id,
  c.target_id,
  c.document_id,
  c.id as claim_id
from quantitative_claims c
join claim_values v on v.claim_id = c.id and v.kind in ('estimate', 'range')
join values_shown w on w.id = v.id
join documents d on d.id = c.document_id
left join sentences s on s.id = c.sentence_id
left join tables tab on tab.id = c.table_id
where c.measure in ('ic50', 'ec50', 'gi50', 'ki', 'kd')
order by c.drug, c.measure, v.si_value is null, v.si_value
