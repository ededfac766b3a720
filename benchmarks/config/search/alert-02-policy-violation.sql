select epoch(_time), "genops.policy.name", null, "genops.team", "genops.customer_id"
from events where "genops.policy.result" = 'blocked' order by _time desc limit 50001
