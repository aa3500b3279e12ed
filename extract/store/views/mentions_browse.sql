-- The names in the texts with what they stand for, how that was told, and the sentence they stand in.
select
  m.id,
  m.document_id,
  m.text,
  m.label,
  c.name as concept,
  m.concept_id,
  m.grounding_method,
  m.grounding_score,
  m.method,
  m.score,
  c.source,
  s.text as sentence,
  m.start,
  m.end
from mentions m
left join concepts c on c.id = m.concept_id
left join sentences s on s.id = m.sentence_id
