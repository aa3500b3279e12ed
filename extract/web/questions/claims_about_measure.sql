select drug, measure, treatment_arm, treatment, comparator_arm, comparator, further_values, quote, page, document,
  confidence_interval, p_value, n, disease, cell_line, timepoint, cites, confidence, id
from claims_browse
where (
    trim(:measure) = '' or measure like replace(trim(:measure), ' ', '\_') escape '\' or measure_text like '%' || trim(:measure) || '%'
  )
  and (trim(:drug) = '' or drug like trim(:drug) or drug_id in (select concept_id from concept_names where name like trim(:drug)))
