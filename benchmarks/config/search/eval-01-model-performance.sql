select "genops.cost.model" as model, null, avg("genops.eval.safety") as safety, null, count(*),
    format('{:g}%', round(avg("genops.eval.safety") * 100, 1))
from events where "genops.eval.safety" is not null group by 1
