-- How much each pattern brought in, and what curators thought of it.
select
  found.pattern,
  found.finds,
  cast(count(*) as integer) as rows_found,
  cast(count(distinct found.document_id) as integer) as documents,
  round(avg(found.confidence), 3) as mean_confidence,
  cast(sum(latest.decision is 'accept') as integer) as accepted,
  cast(sum(latest.decision is 'reject') as integer) as rejected,
  cast(sum(latest.decision is 'correct') as integer) as corrected
from (
  select pattern_id as pattern, 'evidence' as finds, id, document_id, confidence from evidence
  union all
  select pattern_id, 'quantitative_claims', id, document_id, confidence from quantitative_claims
) found
left join curations latest on latest.id = (
  select max(k.id) from curations k where k.row_table = found.finds and k.row_id = found.id
)
group by found.pattern, found.finds
order by rows_found desc, found.pattern
