select drug, target, alteration, mechanism, outcome, direction, stated_as, quote, page, document, study_type, disease, cell_line, cites, confidence, id
from evidence_browse
where (trim(:drug) = '' or drug like trim(:drug) or drug_id in (select concept_id from concept_names where name like trim(:drug)))
  and (trim(:target) = '' or target like trim(:target) or target_id in (select concept_id from concept_names where name like trim(:target)))
