select drug, measure, treatment_arm, treatment, comparator_arm, comparator, further_values, quote, page, document,
  confidence_interval, p_value, n, comparison, disease, cell_line, timepoint, cites, confidence, id
from claims_browse
where comparator is not null and treatment is not null
  and (trim(:drug) = '' or drug like trim(:drug) or drug_id in (select concept_id from concept_names where name like trim(:drug)))
