select "genops.customer_id", sum("genops.cost.total") as total, count(*), avg("genops.cost.total"),
    printf('$%.2f', sum("genops.cost.total")), printf('$%.4f', avg("genops.cost.total"))
from events where "genops.cost.total" is not null and "genops.customer_id" is not null group by 1 order by total desc limit 20
