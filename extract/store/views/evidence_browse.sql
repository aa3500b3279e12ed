-- One line per drug-target-mechanism-outcome statement, in the order in which its document is read.
select
  e.drug,
  e.target,
  e.target_alteration as alteration,
  e.mechanism,
  e.outcome,
  case e.outcome_direction
    when 'increase' then '↑ increase'
    when 'decrease' then '↓ decrease'
    when 'unchanged' then '→ unchanged'
  end as direction,
  e.certainty || case e.negated when 1 then ' not' else '' end as stated_as,
  e.quote,
  s.page,
  coalesce(d.title, d.source) as document,
  coalesce(x.title, x.kind) as section,
  e.study_type,
  e.disease,
  e.cell_line,
  (select group_concat(other.value, ', ') from json_each(e.combination) other) as combined_with,
  (
    select group_concat('[' || cited.label || ']' || coalesce(' ' || cited.text, ''), char(10))
    from (
      select distinct c.label, substr(b.text, 1, 90) || case when length(b.text) > 90 then '…' else '' end as text
      from citations c left join bibliography b on b.id = c.bibliography_id
      where c.evidence_id = e.id
      order by c.start, c.label
    ) cited
  ) as cites,
  e.pattern_id as pattern,
  e.confidence,
  (select decision from curations where row_table = 'evidence' and row_id = e.id order by id desc limit 1) as curation,
  d.source,
  coalesce('https://doi.org/' || d.doi, 'https://pubmed.ncbi.nlm.nih.gov/' || d.pmid || '/') as link,
  e.drug_id,
  e.target_id,
  e.document_id,
  e.id,
  e.rowid as rowid
from evidence e
join documents d on d.id = e.document_id
left join sentences s on s.id = e.sentence_id
left join sections x on x.id = s.section_id
order by e.document_id, e.start
