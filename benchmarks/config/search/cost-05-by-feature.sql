select "genops.feature", "genops.team", sum("genops.cost.total") as total, count(*), printf('$%.2f', sum("genops.cost.total"))
from events where "genops.cost.total" is not null and "genops.feature" is not null group by 1, 2 order by total desc
