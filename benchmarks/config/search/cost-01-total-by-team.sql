select "genops.team", sum("genops.cost.total") as total, printf('$%.2f', sum("genops.cost.total"))
from events where "genops.cost.total" is not null group by "genops.team" order by total desc
