-- Every name of every concept that the texts mention, one a line: what a name typed into a question is looked up in.
select concepts.id as concept_id, concepts.name as name, concepts.name as concept, concepts.label
from concepts
union
select concepts.id, synonym.value, concepts.name, concepts.label
from concepts, json_each(concepts.synonyms) synonym
