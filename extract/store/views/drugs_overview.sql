-- The drugs that are spoken of, the most documented first.
select
  max(drug) as drug,
  drug_id,
  count(distinct document_id) as documents,
  sum(kind = 'evidence') as evidence,
  sum(kind = 'claim') as claims,
  count(distinct coalesce(target_id, lower(target))) as targets,
  count(distinct outcome) as outcomes,
  count(distinct measure) as measures
from (
  select 'evidence' as kind, drug, drug_id, target, target_id, outcome, null as measure, document_id from evidence where drug is not null
  union all
  select 'claim', drug, drug_id, target, target_id, null, measure, document_id from quantitative_claims where drug is not null
)
group by coalesce(drug_id, lower(drug))
order by documents desc, evidence desc, drug
