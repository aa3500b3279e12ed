-- The numbers of claims as a person writes them: "29 %", "≤ 0.05", "6–8 mo", "± 3 %".
select
  id,
  claim_id,
  position,
  kind,
  role,
  coalesce(arm, case role when 'baseline' then 'baseline' end) as arm,
  value,
  unit,
  case kind when 'dispersion' then '± ' else '' end
    || case qualifier when '<=' then '≤ ' when '>=' then '≥ ' when '~' then '≈ ' when '<' then '< ' when '>' then '> ' else '' end
    || case
      when value is null and max(abs(value_low), abs(value_high)) < 1000 then printf('%.6g–%.6g', value_low, value_high)
      when value is null then printf('%.10g–%.10g', value_low, value_high)
      when abs(value) < 1000 then printf('%.6g', value)
      else printf('%.10g', value)
    end
    || case unit when '1' then '' when '{fold}' then '-fold' else coalesce(' ' || unit, '') end as shown
from claim_values
