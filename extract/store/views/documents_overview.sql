-- What was read and how much was found in it.
select
  coalesce(d.title, d.source) as document,
  d.year,
  d.journal,
  d.doc_type,
  d.format,
  d.n_pages as pages,
  cast((select count(*) from sentences where document_id = d.id) as integer) as sentences,
  cast((select count(*) from evidence where document_id = d.id) as integer) as evidence,
  cast((select count(*) from quantitative_claims where document_id = d.id) as integer) as claims,
  cast((select count(*) from claim_values where document_id = d.id) as integer) as numbers,
  cast((select count(*) from bibliography where document_id = d.id) as integer) as references_listed,
  d.source,
  coalesce('https://doi.org/' || d.doi, 'https://pubmed.ncbi.nlm.nih.gov/' || d.pmid || '/') as link,
  d.id as document_id
from documents d
order by coalesce(d.title, d.source)
