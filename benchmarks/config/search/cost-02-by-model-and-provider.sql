select "genops.cost.model", "genops.cost.provider", sum("genops.cost.total") as total, count(*),
    avg("genops.cost.total"), printf('$%.2f', sum("genops.cost.total")), printf('$%.4f', avg("genops.cost.total"))
from events where "genops.cost.model" is not null group by 1, 2 order by total desc
