select drug, target, alteration, outcome, why, first_says, first_quote, second_says, second_quote, first_page, first_document,
  second_page, second_document, first_cell_line, second_cell_line, first_disease, second_disease, confidence, first_id, second_id
from contradictions
where (trim(:drug) = '' or drug like trim(:drug) or drug_id in (select concept_id from concept_names where name like trim(:drug)))
  and (trim(:target) = '' or target like trim(:target) or target_id in (select concept_id from concept_names where name like trim(:target)))
