select epoch(_time), "genops.operation.name", "genops.customer_id", "genops.team", "genops.policy.result", "genops.eval.safety", null
from events where "genops.policy.result" is not null or "genops.eval.safety" is not null order by _time desc limit 10000
