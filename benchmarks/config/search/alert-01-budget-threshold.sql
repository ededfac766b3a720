select "genops.budget.name" as name, "genops.team", max("genops.budget.utilization") as max_util
from events where "genops.budget.utilization" is not null group by all having max_util > 80
