select "genops.cost.model" as model, null, avg((fields ->> '$."genops.eval.safety"')::double) as safety, null, count(*),
    format('{:g}%', round(avg((fields ->> '$."genops.eval.safety"')::double) * 100, 1))
from events where contains(fields, '"genops.eval.') group by 1
