-- One line per measured finding, the two groups of a comparison side by side, in the order in which its document is read.
select
  c.drug,
  c.measure,
  t.arm as treatment_arm,
  t.shown as treatment,
  r.arm as comparator_arm,
  r.shown as comparator,
  (
    select group_concat(shown || coalesce(' (' || arm || ')', ''), '; ')
    from (
      select v.shown, v.arm
      from values_shown v
      where v.claim_id = c.id and v.kind in ('estimate', 'range', 'dispersion') and v.id is not t.id and v.id is not r.id
      order by v.position
    )
  ) as further_values,
  c.quote,
  cast(coalesce(s.page, tab.page) as integer) as page,
  coalesce(d.title, d.source) as document,
  (
    select group_concat(shown, '; ')
    from (select v.shown from values_shown v where v.claim_id = c.id and v.kind = 'confidence_interval' order by v.position)
  ) as confidence_interval,
  (
    select group_concat(shown, '; ')
    from (select v.shown from values_shown v where v.claim_id = c.id and v.kind = 'p_value' order by v.position)
  ) as p_value,
  (
    select group_concat(shown, '; ')
    from (select v.shown from values_shown v where v.claim_id = c.id and v.kind = 'sample_size' order by v.position)
  ) as n,
  coalesce(x.title, x.kind, tab.caption) as section,
  c.target,
  c.measure_text,
  c.comparison,
  c.population,
  c.timepoint,
  c.disease,
  c.cell_line,
  t.value as treatment_value,
  t.unit as treatment_unit,
  r.value as comparator_value,
  r.unit as comparator_unit,
  (
    select group_concat('[' || cited.label || ']' || coalesce(' ' || cited.text, ''), char(10))
    from (
      select distinct k.label, substr(b.text, 1, 90) || case when length(b.text) > 90 then '…' else '' end as text
      from citations k left join bibliography b on b.id = k.bibliography_id
      where k.claim_id = c.id
      order by k.start, k.label
    ) cited
  ) as cites,
  c.pattern_id as pattern,
  c.confidence,
  (select decision from curations where row_table = 'quantitative_claims' and row_id = c.id order by id desc limit 1) as curation,
  d.source,
  coalesce('https://doi.org/' || d.doi, 'https://pubmed.ncbi.nlm.nih.gov/' || d.pmid || '/') as link,
  c.drug_id,
  c.target_id,
  c.document_id,
  c.id,
  c.rowid as rowid
from quantitative_claims c
join documents d on d.id = c.document_id
left join sentences s on s.id = c.sentence_id
left join sections x on x.id = s.section_id
left join tables tab on tab.id = c.table_id
left join values_shown t on t.id = (
  select v.id from claim_values v
  where v.claim_id = c.id and v.kind in ('estimate', 'range') and v.role in ('treatment', 'single')
  order by v.position limit 1
)
left join values_shown r on r.id = (
  select v.id from claim_values v
  where v.claim_id = c.id and v.kind in ('estimate', 'range') and v.role in ('comparator', 'baseline')
  order by v.position limit 1
)
order by c.document_id, c.start
