select fields ->> '$."genops.budget.name"' as name, "genops.team", max((fields ->> '$."genops.budget.utilization"')::double) as max_util
from events where contains(fields, '"genops.budget.utilization"') group by all having max_util > 80
