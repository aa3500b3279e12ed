-- The drugs that are spoken of, the most documented first.
select
  max(drug) as drug,
  drug_id,
  cast(count(distinct document_id) as integer) as documents,
  cast(sum(kind = 'evidence') as integer) as evidence,
  cast(sum(kind = 'claim') as integer) as claims,
  cast(count(distinct coalesce(target_id, lower(target))) as integer) as targets,
  cast(count(distinct outcome) as integer) as outcomes,
  cast(count(distinct measure) as integer) as measures
from (
  select 'evidence' as kind, drug, drug_id, target, target_id, outcome, null as measure, document_id from evidence where drug is not null
  union all
  select 'claim', drug, drug_id, target, target_id, null, measure, document_id from quantitative_claims where drug is not null
)
group by coalesce(drug_id, lower(drug))
order by documents desc, evidence desc, drug
