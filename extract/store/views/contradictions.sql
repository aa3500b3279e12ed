-- Pairs of statements that cannot both hold of the same drug, target (in the same state) and outcome.
-- Names are the same when their concepts are, or, where they are not grounded, their letters; an outcome that has no
-- word of its own (other) is the same when its words are. Without an outcome, what the drug does to the target is
-- compared. A sentence does not contradict itself: it contrasts.
with statement as (
  select
    id,
    coalesce(drug_id, lower(drug), '') as drug_key,
    coalesce(target_id, lower(target), '') as target_key,
    coalesce(target_alteration, '') as alteration,
    coalesce(case outcome when 'other' then 'other ' || lower(coalesce(outcome_text, '')) else outcome end, '') as outcome,
    coalesce(mechanism, '') as mechanism,
    outcome_direction as direction,
    negated,
    coalesce(sentence_id, id) as sentence
  from evidence
),
pair as (
  select
    a.id as first_id,
    b.id as second_id,
    case
      when b.negated then 'the second denies what the first states'
      when a.outcome = '' then 'opposite mechanisms'
      when b.direction = 'unchanged' then 'a change against no change'
      else 'opposite directions'
    end as why
  from statement a
  join statement b using (drug_key, target_key, alteration, outcome)
  where a.negated = 0
    and a.sentence <> b.sentence
    and case
      when b.negated then a.direction is b.direction and (a.outcome <> '' or (a.mechanism = b.mechanism and a.mechanism <> ''))
      when a.outcome = '' then (a.mechanism, b.mechanism) in (
        values
          ('inhibits', 'activates'),
          ('decreases_amount', 'increases_amount'),
          ('degrades', 'increases_amount'),
          ('phosphorylates', 'dephosphorylates')
      )
      else (a.direction, b.direction) in (
        values ('increase', 'decrease'), ('increase', 'unchanged'), ('decrease', 'unchanged')
      )
    end
)
select
  a.drug,
  a.target,
  a.alteration,
  a.outcome,
  pair.why,
  trim(coalesce(a.mechanism || ' ', '') || coalesce(a.direction, '')) || ' (' || a.stated_as || ')' as first_says,
  a.quote as first_quote,
  trim(coalesce(b.mechanism || ' ', '') || coalesce(b.direction, '')) || ' (' || b.stated_as || ')' as second_says,
  b.quote as second_quote,
  a.document as first_document,
  a.page as first_page,
  b.document as second_document,
  b.page as second_page,
  a.study_type as first_study_type,
  b.study_type as second_study_type,
  a.disease as first_disease,
  b.disease as second_disease,
  a.cell_line as first_cell_line,
  b.cell_line as second_cell_line,
  min(a.confidence, b.confidence) as confidence,
  a.drug_id,
  a.target_id,
  pair.first_id,
  pair.second_id
from pair
join evidence_browse a on a.id = pair.first_id
join evidence_browse b on b.id = pair.second_id
order by a.drug, a.target, a.outcome, pair.first_id, pair.second_id
