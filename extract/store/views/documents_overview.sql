-- What was read and how much was found in it.
select
  coalesce(d.title, d.source) as document,
  d.year,
  d.journal,
  d.doc_type,
  d.format,
  d.n_pages as pages,
  (select count(*) from sentences where document_id = d.id) as sentences,
  (select count(*) from evidence where document_id = d.id) as evidence,
  (select count(*) from quantitative_claims where document_id = d.id) as claims,
  (select count(*) from claim_values where document_id = d.id) as numbers,
  (select count(*) from bibliography where document_id = d.id) as references_listed,
  d.source,
  coalesce('https://doi.org/' || d.doi, 'https://pubmed.ncbi.nlm.nih.gov/' || d.pmid || '/') as link,
  d.id as document_id
from documents d
order by coalesce(d.title, d.source)
